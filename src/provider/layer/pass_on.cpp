// Room provider_layer: "builtin:forward", which passes everything on.
#include "provider/layer/builtin.hpp"
#include "provider/layer/forward.hpp"

namespace ws2::provider::layer {
namespace {

struct PassOn : Forward<PassOn> {
    static constexpr std::u16string_view library = u"builtin:forward";
};

} // namespace

int WSPAPI forward_startup(WORD wanted, LPWSPDATA data, LPWSAPROTOCOL_INFOW entry,
                           WSPUPCALLTABLE upcalls, LPWSPPROC_TABLE table) {
    return PassOn::startup(wanted, data, entry, upcalls, table);
}

} // namespace ws2::provider::layer
