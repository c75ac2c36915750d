// Room api: templates of quality of service, which nobody serves.
#include "api/not_supported.hpp"

#include <ws2spi.h>

using namespace ws2::api;

extern "C" {

int WSPAPI WSCInstallQOSTemplate(const LPGUID, LPWSABUF, LPQOS) {
    return not_supported();
}
int WSPAPI WSCRemoveQOSTemplate(const LPGUID, LPWSABUF) {
    return not_supported();
}
}
