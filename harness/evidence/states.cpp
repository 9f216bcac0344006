#include "evidence/states.hpp"

#include "evidence/proc_net_tcp.hpp"
#include "evidence/read_text.hpp"

#include <algorithm>

namespace finwait {

StateSource StateSource::open(bool without_sock_diag, bool without_proc) {
    StateSource source;
    if (without_sock_diag) {
        source.why_ = "sock_diag: left out on request";
    } else if (auto diag = SockDiag::open()) {
        source.kind_ = Kind::sock_diag;
        source.diag_.emplace(std::move(*diag));
        return source;
    } else {
        source.why_ = diag.error().what;
    }
    if (without_proc) {
        source.why_ += "; /proc/net/tcp: left out on request";
    } else if (auto text = read_text("/proc/self/net/tcp")) {
        source.kind_ = Kind::proc_net_tcp;
    } else {
        source.why_ += "; " + text.error().what;
    }
    return source;
}

std::vector<EndState> StateSource::ask(const std::vector<EndAsked>& ends) {
    std::vector<EndState> states(ends.size());
    if (kind_ == Kind::sock_diag) {
        for (std::size_t done = 0; done < ends.size(); done += kMaxQuestions) {
            const std::size_t part = std::min(kMaxQuestions, ends.size() - done);
            if (!diag_->ask_all(std::span(ends).subspan(done, part),
                                std::span(states).subspan(done, part)))
                break;
        }
    } else if (kind_ == Kind::proc_net_tcp) {
        for (std::size_t i = 0; i < ends.size(); ++i) {
            if (const auto state = ask_proc_net_tcp(ends[i].local, ends[i].remote))
                states[i] = *state;
        }
    }
    return states;
}

} // namespace finwait
