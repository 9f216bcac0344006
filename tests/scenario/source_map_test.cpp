// Where in a text the values and keys of a JSON document stand.
#include "scenario/source_map.hpp"

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

namespace finwait {
namespace {

void check(const Place& place, std::size_t line, std::size_t column) {
    BOOST_TEST(place.line == line);
    BOOST_TEST(place.column == column);
}

BOOST_AUTO_TEST_SUITE(source_map)

BOOST_AUTO_TEST_CASE(places_count_from_one_in_bytes) {
    check(place_at("", 0), 1, 1);
    check(place_at("ab\ncd", 1), 1, 2);
    check(place_at("ab\ncd", 2), 1, 3); // the line's end
    check(place_at("ab\ncd", 3), 2, 1);
    check(place_at("ä\nb", 2), 1, 3);
    check(place_at("ab", 99), 1, 3);
    check(place_at("a\r\nb", 3), 2, 1);
}

BOOST_AUTO_TEST_CASE(values_and_keys_have_places) {
    const SourceMap map("{\n  \"a\": 1,\n  \"b\": [true,\n    {\"c\":null}]\n}\n");
    check(map.value(""), 1, 1);
    check(map.key("/a"), 2, 3);
    check(map.value("/a"), 2, 8);
    check(map.key("/b"), 3, 3);
    check(map.value("/b"), 3, 8);
    check(map.value("/b/0"), 3, 9);
    check(map.value("/b/1"), 4, 5);
    check(map.key("/b/1/c"), 4, 6);
    check(map.value("/b/1/c"), 4, 10);
}

BOOST_AUTO_TEST_CASE(an_element_is_its_own_key) {
    const SourceMap map("[ 1,\n 2 ]");
    check(map.key("/1"), 2, 2);
    check(map.value("/1"), 2, 2);
}

BOOST_AUTO_TEST_CASE(what_is_not_there_is_at_its_nearest_ancestor) {
    const SourceMap map(" { \"a\": { } }");
    check(map.value("/a/b/c"), 1, 9);
    check(map.key("/a/b"), 1, 4); // of a
    check(map.value("/x"), 1, 2);
}

BOOST_AUTO_TEST_CASE(strings_do_not_lead_astray) {
    const SourceMap map(R"({ "a\"}": "[{\\", "b/~c": ",:", "\u0064": 4 })");
    check(map.value("/a\"}"), 1, 11);
    check(map.key("/b~1~0c"), 1, 19);
    check(map.value("/b~1~0c"), 1, 27);
    check(map.value("/d"), 1, 43);
}

BOOST_AUTO_TEST_CASE(repeated_keys_are_listed_where_they_repeat) {
    const SourceMap map("{ \"a\": 1,\n  \"b\": { \"a\": 2 },\n  \"\\u0061\": 3, \"a\": 4 }");
    BOOST_TEST_REQUIRE(map.repeated().size() == 2U);
    BOOST_TEST(map.repeated()[0].first == "/a");
    check(map.repeated()[0].second, 3, 3);
    check(map.repeated()[1].second, 3, 16);
    check(map.value("/a"), 3, 21); // the last one counts, as it does for the parser
}

BOOST_AUTO_TEST_CASE(empty_and_scalar_documents_have_a_place) {
    check(SourceMap("  {}").value(""), 1, 3);
    check(SourceMap("\n[]").value("/0"), 2, 1);
    check(SourceMap("7").value(""), 1, 1);
}

BOOST_AUTO_TEST_CASE(every_pointer_of_a_document_leads_to_its_value) {
    const std::string text = R"({"a":[1,[2,{"b":"x","c":[]}],{}],"d":{"e":{"f":-1.5e3}}})";
    const SourceMap map(text);
    const auto flat = nlohmann::json::parse(text).flatten();
    for (const auto& [pointer, value] : flat.items()) {
        if (value.is_null()) continue; // flatten() calls {} and [] null
        const std::string rest = text.substr(map.value(pointer).column - 1);
        const bool stands_there = rest.starts_with(value.dump()) ||
                                  (value.is_number_float() && rest.starts_with("-1.5e3"));
        BOOST_TEST(stands_there, pointer << " at " << rest);
    }
}

BOOST_AUTO_TEST_CASE(tokens_are_escaped) {
    BOOST_TEST(escape_token("a/b~c") == "a~1b~0c");
    BOOST_TEST(escape_token("~1") == "~01");
    BOOST_TEST(escape_token("") == "");
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
} // namespace finwait
