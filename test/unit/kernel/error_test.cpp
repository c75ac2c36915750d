#include "kernel/error.hpp"

#include "kernel/wsa.hpp"

#include <cerrno>
#include <gtest/gtest.h>

namespace {

using ws2::kernel::Operation;
using ws2::kernel::wsa_error;
namespace wsa = ws2::kernel::wsa;

TEST(Error, AStartedConnectIsWouldBlockAndNothingElseIs) {
    EXPECT_EQ(wsa_error(EINPROGRESS, Operation::connect), wsa::would_block);
    EXPECT_EQ(wsa_error(EINPROGRESS, Operation::other), wsa::in_progress);
}

TEST(Error, ADatagramThatNobodyTookIsAConnectionResetOnReceive) {
    EXPECT_EQ(wsa_error(ECONNREFUSED, Operation::receive_datagram), wsa::connection_reset);
    EXPECT_EQ(wsa_error(ECONNREFUSED, Operation::connect), wsa::connection_refused);
}

TEST(Error, ABadDescriptorIsNotASocket) {
    EXPECT_EQ(wsa_error(EBADF, Operation::send), wsa::not_socket);
    EXPECT_EQ(wsa_error(ENOTSOCK, Operation::send), wsa::not_socket);
}

TEST(Error, AnUnknownErrnoIsNeverSuccess) {
    testing::internal::CaptureStderr();
    EXPECT_EQ(wsa_error(EUCLEAN, Operation::other), wsa::invalid);
    EXPECT_NE(testing::internal::GetCapturedStderr().find("no Winsock code"), std::string::npos);
}

} // namespace
