// What the ends of a trial's connections are called.
#pragma once

#include "trial/record.hpp"

#include <map>

namespace finwait {

/// An end is called by its role while that role has only one connection in the whole story, and by
/// role/socket otherwise. The far end that nobody has accepted yet takes the name of the end that it
/// becomes. A listener is always role/socket.
class EndNames {
  public:
    EndNames(const TrialRecord& record, const Plan& plan);
    /// Empty for an end that no sample holds.
    [[nodiscard]] std::string of(const SampleEnd& end) const;

  private:
    const Plan& plan_;
    std::map<std::uint32_t, std::string> names_;
};

} // namespace finwait
