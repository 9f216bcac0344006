#include "report/text.hpp"

#include <boost/test/unit_test.hpp>

using namespace finwait;

namespace {

const Style kPlain{false, true, 80};
const Style kAscii{false, false, 80};
const Style kColour{true, true, 80};

using Lines = std::vector<std::string>;

void check_same(const Lines& is, const Lines& wanted) {
    BOOST_TEST(is == wanted, boost::test_tools::per_element());
}

} // namespace

BOOST_AUTO_TEST_SUITE(report_text)

BOOST_AUTO_TEST_CASE(printable_leaves_good_text_alone) {
    BOOST_TEST(printable("", kPlain) == "");
    BOOST_TEST(printable("close(3) = 0 ~", kPlain) == "close(3) = 0 ~");
    BOOST_TEST(printable("é→𝄞", kPlain) == "é→𝄞");
    BOOST_TEST(printable(R"(C:\x)", kPlain) == R"(C:\x)");
}

BOOST_AUTO_TEST_CASE(printable_defuses_control_characters) {
    BOOST_TEST(printable("\x1b[2J", kPlain) == R"(\x1b[2J)");
    BOOST_TEST(printable("a\nb\tc\rd", kPlain) == R"(a\x0ab\x09c\x0dd)");
    BOOST_TEST(printable(std::string("\0\x7f", 2), kPlain) == R"(\x00\x7f)");
    BOOST_TEST(printable("\xc2\x9b"
                         "31m",
                         kPlain) == R"(\xc2\x9b31m)");                  // CSI as a C1 control
    BOOST_TEST(printable("\xe2\x80\xae", kPlain) == R"(\xe2\x80\xae)"); // U+202E turns text round
    BOOST_TEST(printable("\xe2\x80\x8b", kPlain) == R"(\xe2\x80\x8b)"); // U+200B has no width
}

BOOST_AUTO_TEST_CASE(printable_defuses_what_is_not_utf8) {
    BOOST_TEST(printable("\xff\xfe", kPlain) == R"(\xff\xfe)");
    BOOST_TEST(printable("\xc0\xaf", kPlain) == R"(\xc0\xaf)");                 // overlong
    BOOST_TEST(printable("\xe0\x80\xaf", kPlain) == R"(\xe0\x80\xaf)");         // overlong
    BOOST_TEST(printable("\xed\xa0\x80", kPlain) == R"(\xed\xa0\x80)");         // a surrogate
    BOOST_TEST(printable("\xf4\x90\x80\x80", kPlain) == R"(\xf4\x90\x80\x80)"); // above U+10FFFF
    BOOST_TEST(printable("a\xe2\x82", kPlain) == R"(a\xe2\x82)");               // cut short
    BOOST_TEST(printable("\xe2\x82z", kPlain) == R"(\xe2\x82z)");
}

BOOST_AUTO_TEST_CASE(printable_twice_is_printable_once) {
    const std::string once = printable("\x1b\xff é", kPlain);
    BOOST_TEST(printable(once, kPlain) == once);
    BOOST_TEST(printable("é", kAscii) == R"(\xc3\xa9)");
}

BOOST_AUTO_TEST_CASE(prose_joins_lines) {
    BOOST_TEST(prose("  one\n  two\t three \n", kPlain) == "one two three");
    BOOST_TEST(prose("\x1b", kPlain) == R"(\x1b)");
}

BOOST_AUTO_TEST_CASE(width_counts_code_points_and_no_colours) {
    BOOST_TEST(width_of("") == 0);
    BOOST_TEST(width_of("→ é") == 3);
    BOOST_TEST(width_of(paint("four", Ink::red, kColour)) == 4);
    BOOST_TEST(pad("é", 3) == "é  ");
    BOOST_TEST(pad("long", 2) == "long");
}

BOOST_AUTO_TEST_CASE(cut_ends_with_an_ellipsis) {
    BOOST_TEST(cut("abcdef", 6, kPlain) == "abcdef");
    BOOST_TEST(cut("abcdefg", 6, kPlain) == "abcde…");
    BOOST_TEST(cut("abcdefg", 6, kAscii) == "abc...");
    BOOST_TEST(cut("abcdefg", 2, kAscii) == "..");
    BOOST_TEST(cut("éééé", 3, kPlain) == "éé…");
    BOOST_TEST(cut(paint("abcd", Ink::red, kColour), 3, kColour) == "\x1b[31mab\x1b[0m…");
}

BOOST_AUTO_TEST_CASE(wrap_breaks_at_spaces) {
    check_same(wrap("", 10), {""});
    check_same(wrap("one two three", 7), {"one two", "three"});
    check_same(wrap("one   two", 20), {"one two"});
    check_same(wrap("abcdefghij xy", 4), {"abcd", "efgh", "ij", "xy"});
    check_same(wrap("xy abcdefghij", 4), {"xy", "abcd", "efgh", "ij"});
}

BOOST_AUTO_TEST_CASE(wrap_keeps_a_number_with_its_unit) {
    check_same(wrap("done after 2.00 s", 15), {"done after", "2.00 s"});
    check_same(wrap("1 s, 2 s", 4), {"1 s,", "2 s"});
    check_same(wrap("the s of it", 5), {"the s", "of it"});
}

BOOST_AUTO_TEST_CASE(wrap_carries_a_colour_to_the_next_line) {
    check_same(wrap(paint("one two", Ink::red, kColour), 3),
               {"\x1b[31mone\x1b[0m", "\x1b[31mtwo\x1b[0m"});
}

BOOST_AUTO_TEST_CASE(items_stay_whole_where_they_fit) {
    check_same(wrap_items({"first 5", "second 6", "third"}, 18), {"first 5, second 6,", "third"});
    check_same(wrap_items({"a", "one two three"}, 8), {"a,", "one two", "three"});
    check_same(wrap_items({}, 8), {""});
}

BOOST_AUTO_TEST_CASE(paragraph_is_indented) {
    BOOST_TEST(paragraph("one two", 2, 6) == "  one\n  two\n");
}

BOOST_AUTO_TEST_CASE(colours_only_where_they_are_wanted) {
    BOOST_TEST(paint("x", Ink::red, kPlain) == "x");
    BOOST_TEST(paint("x", Ink::plain, kColour) == "x");
    BOOST_TEST(paint("x", Ink::bold, kColour) == "\x1b[1mx\x1b[0m");
}

BOOST_AUTO_TEST_CASE(columns_are_bounded) {
    BOOST_TEST(usable_columns({false, true, 10}) == kMinColumns);
    BOOST_TEST(usable_columns({false, true, 80}) == 80);
    BOOST_TEST(usable_columns({false, true, 300}) == kMaxColumns);
}

BOOST_AUTO_TEST_CASE(counts_have_their_plural) {
    BOOST_TEST(count_of(1, "byte") == "1 byte");
    BOOST_TEST(count_of(0, "byte") == "0 bytes");
    BOOST_TEST(join({"a", "b"}, "; ") == "a; b");
}

BOOST_AUTO_TEST_SUITE_END()
