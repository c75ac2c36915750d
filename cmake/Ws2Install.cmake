# What `cmake --install` copies: library, headers, tools, CMake package and pkg-config file. The
# result may be moved as a whole.
include(CMakePackageConfigHelpers)

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/ws2)
set_target_properties(ws2_face PROPERTIES EXPORT_NAME face)
install(TARGETS ws2 ws2_face EXPORT ws2Targets
        LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
if(WS2_TLS)
  install(TARGETS ws2_itot_tls_module LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/ws2)
endif()
install(EXPORT ws2Targets NAMESPACE ws2:: DESTINATION ${package_folder})
install(DIRECTORY ${CMAKE_SOURCE_DIR}/include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/ws2
        FILES_MATCHING PATTERN "*.h")

file(RELATIVE_PATH to_library /${CMAKE_INSTALL_BINDIR} /${CMAKE_INSTALL_LIBDIR})
set(tools ws2cat ws2ctl)
if(WS2_VERIFY)
  list(APPEND tools ws2verify)
endif()
foreach(tool ${tools})
  set_target_properties(${tool} PROPERTIES INSTALL_RPATH "$ORIGIN/${to_library}")
  install(TARGETS ${tool} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endforeach()

file(RELATIVE_PATH WS2_PACKAGE_TO_BIN /${package_folder} /${CMAKE_INSTALL_BINDIR})
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/ws2Config.cmake.in
                              ${CMAKE_BINARY_DIR}/package/ws2Config.cmake
                              INSTALL_DESTINATION ${package_folder})
write_basic_package_version_file(${CMAKE_BINARY_DIR}/package/ws2ConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion)
file(RELATIVE_PATH WS2_PC_TO_PREFIX /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
string(REGEX REPLACE "/$" "" WS2_PC_TO_PREFIX "${WS2_PC_TO_PREFIX}")
configure_file(${CMAKE_CURRENT_LIST_DIR}/ws2.pc.in ${CMAKE_BINARY_DIR}/package/ws2.pc @ONLY)
configure_file(${CMAKE_CURRENT_LIST_DIR}/ws2-toolchain.cmake.in
               ${CMAKE_BINARY_DIR}/package/ws2-toolchain.cmake @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/package/ws2-toolchain.cmake
              ${CMAKE_CURRENT_LIST_DIR}/ws2-platform.cmake
        DESTINATION ${package_folder})
install(FILES ${CMAKE_BINARY_DIR}/package/ws2Config.cmake
              ${CMAKE_BINARY_DIR}/package/ws2ConfigVersion.cmake
        DESTINATION ${package_folder})
install(FILES ${CMAKE_BINARY_DIR}/package/ws2.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
