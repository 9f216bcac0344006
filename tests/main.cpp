// The main function of every test executable; the cases live beside it, one folder an executable.
#define BOOST_TEST_MODULE finwait
#include <boost/test/unit_test.hpp>
