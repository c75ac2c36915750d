// Suite conformance: a network namespace of this process's own, and changing its addresses.
#pragma once

// From now on this process is in it; must come before any other thread. False if it may not.
bool enter_own_network();
bool is_own_network();
// An address of 24 bits on the loopback interface, which goes up with the first. False: failed.
bool add_address(const char* address);
bool remove_address();
