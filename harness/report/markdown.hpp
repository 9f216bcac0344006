// The table as Markdown that forges render (GitHub Flavored Markdown, tables).
#pragma once

#include "report/table.hpp"

namespace finwait {

/// A section for each theme: a table with the words of table(), then the claims that do not hold. The
/// summary stands first, for it is what a reader of a merge request looks for.
[[nodiscard]] std::string markdown(const std::vector<CaseReport>& cases, std::int64_t elapsed_ns);

/// Text that stands in a cell as it is: nothing in it is markup, HTML or a mention of a user.
[[nodiscard]] std::string markdown_text(std::string_view text);

} // namespace finwait
