// Room provider_layer: the layers that the library links in, as WSPStartup of each. They have no
// entries of their own in the default catalog: who wants one installs "builtin:NAME" and chains.
#pragma once

#include <ws2spi.h>

namespace ws2::provider::layer {

// Passes everything on; the measure of what a layer costs, and the start of every other.
int WSPAPI forward_startup(WORD, LPWSPDATA, LPWSAPROTOCOL_INFOW, WSPUPCALLTABLE, LPWSPPROC_TABLE);
// Writes down every call.
int WSPAPI trace_startup(WORD, LPWSPDATA, LPWSAPROTOCOL_INFOW, WSPUPCALLTABLE, LPWSPPROC_TABLE);
// Makes calls fail, late or short, by a file of rules.
int WSPAPI fault_startup(WORD, LPWSPDATA, LPWSAPROTOCOL_INFOW, WSPUPCALLTABLE, LPWSPPROC_TABLE);
// Bounds the rate of each socket and delays what it sends.
int WSPAPI shape_startup(WORD, LPWSPDATA, LPWSAPROTOCOL_INFOW, WSPUPCALLTABLE, LPWSPPROC_TABLE);

} // namespace ws2::provider::layer
