#include "evidence/environment.hpp"
#include "kernel/kernel.hpp"

namespace finwait {
namespace {

class NativeKernel final : public Kernel {
  public:
    std::string name() const override { return "native"; }

    NetworkProbe probe(Network wanted) override {
        const Environment environment = read_environment();
        NetworkProbe found = probe_network(wanted);
        description_ = {{"name", name()},
                        {"release", environment.release},
                        {"version", environment.version},
                        {"machine", environment.machine},
                        {"clock_source", environment.clock_source},
                        {"sysctls", found.sysctls.empty() ? environment.sysctls : found.sysctls}};
        return found;
    }

    Json describe() const override { return description_; }

    RunEnd run(const std::vector<TrialJob>& jobs, const RunOptions& options,
               const std::function<bool(TrialReport&&)>& on_report) override {
        return run_trials(jobs, options, [&](TrialReport&& report) {
            report.seen.kernel = description_;
            return on_report(std::move(report));
        });
    }

  private:
    Json description_ = Json::object();
};

} // namespace

std::unique_ptr<Kernel> native_kernel() { return std::make_unique<NativeKernel>(); }

} // namespace finwait
