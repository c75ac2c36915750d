# A room is a folder of src/, a namespace, a static library and an include prefix of the same name.
# Its headers are found only by targets that link it: each room is reached through a folder of
# links below the build tree that holds this room alone, so an include that docs/rooms.md does not
# allow is not found by the compiler.

# ws2_room(NAME PREFIX [APART] LINK dep...): the sources of the current folder as room ws2_NAME, whose
# headers are written as "PREFIX/file.hpp". It becomes a part of the library unless it stands APART.
function(ws2_room NAME PREFIX)
  cmake_parse_arguments(ROOM "APART" "" "LINK" ${ARGN})
  set(farm ${CMAKE_BINARY_DIR}/rooms/${NAME})
  get_filename_component(parent ${farm}/${PREFIX} DIRECTORY)
  file(MAKE_DIRECTORY ${parent})
  file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR} ${farm}/${PREFIX} SYMBOLIC)
  file(GLOB sources CONFIGURE_DEPENDS *.cpp)
  if(sources)
    add_library(ws2_${NAME} STATIC ${sources})
    target_include_directories(ws2_${NAME} PUBLIC ${farm})
    target_link_libraries(ws2_${NAME} PRIVATE ws2_flags PUBLIC ${ROOM_LINK})
    if(NOT ROOM_APART)
      if(NOT WS2_SANITIZE)
        # The library is there from the start; for one that is loaded later, glibc keeps 1.6 KB.
        target_compile_options(ws2_${NAME} PRIVATE -ftls-model=initial-exec)
      endif()
      set_property(GLOBAL APPEND PROPERTY WS2_LIBRARY_ROOMS ws2_${NAME})
    endif()
  else()
    add_library(ws2_${NAME} INTERFACE)
    target_include_directories(ws2_${NAME} INTERFACE ${farm})
    target_link_libraries(ws2_${NAME} INTERFACE ${ROOM_LINK})
  endif()
endfunction()

# ws2_add_all_rooms(TARGET [EXCEPT room...]): every room of the library, whole: rooms ask for what
# others export against their order (the catalog for the list of the library room, providers for the
# engine and the entry points), which archives alone would not give.
function(ws2_add_all_rooms TARGET)
  cmake_parse_arguments(ROOMS "" "" "EXCEPT" ${ARGN})
  get_property(rooms GLOBAL PROPERTY WS2_LIBRARY_ROOMS)
  if(ROOMS_EXCEPT)
    list(REMOVE_ITEM rooms ${ROOMS_EXCEPT})
  endif()
  foreach(room ${rooms})
    target_sources(${TARGET} PRIVATE $<TARGET_OBJECTS:${room}>)
  endforeach()
endfunction()

# ws2_precompile(TARGET SOURCES header...): for C++, with WS2_PCH, where there are enough sources to
# pay for it. For tests alone: an optimised <cstdio> that was precompiled has used up libc's printf,
# which windows.h then could not rename.
function(ws2_precompile TARGET SOURCES)
  list(LENGTH SOURCES count)
  if(WS2_PCH AND count GREATER 3)
    list(TRANSFORM ARGN REPLACE "(.+)" "$<$<COMPILE_LANGUAGE:CXX>:<\\1$<ANGLE-R>>")
    target_precompile_headers(${TARGET} PRIVATE ${ARGN})
  endif()
endfunction()

# ws2_test(NAME LINK lib...): every .cpp of the current folder (or SOURCES) as one GoogleTest
# program. Tests themselves are compiled without optimisation: what they test is not. Each case is a
# test of its own; with a sanitizer the program is one, because it takes longer to start than most
# cases to run.
function(ws2_test NAME)
  cmake_parse_arguments(TEST "" "" "SOURCES;LINK;LABELS" ${ARGN})
  set(sources ${TEST_SOURCES})
  if(NOT sources)
    file(GLOB sources CONFIGURE_DEPENDS *.cpp)
  endif()
  if(NOT sources)
    return()
  endif()
  add_executable(${NAME} ${sources})
  target_include_directories(${NAME} PRIVATE ${CMAKE_SOURCE_DIR}/test)
  target_link_libraries(${NAME} PRIVATE ws2_flags ${TEST_LINK} GTest::gmock_main)
  target_compile_options(${NAME} PRIVATE -O0)
  ws2_precompile(${NAME} "${sources}" gmock/gmock.h atomic functional memory mutex optional
                 string thread vector)
  if(WS2_SANITIZE)
    add_test(NAME ${NAME} COMMAND ${NAME} --gtest_brief=1)
    set_tests_properties(${NAME} PROPERTIES TIMEOUT 1200 LABELS "${TEST_LABELS}")
  else()
    gtest_discover_tests(${NAME} DISCOVERY_TIMEOUT 60 NO_PRETTY_VALUES
                         PROPERTIES TIMEOUT 120 LABELS "${TEST_LABELS}")
  endif()
endfunction()

# The cases of test/conformance, compiled once for the suite and for ws2verify, which each add what
# they run over.
function(ws2_conformance_cases)
  if(TARGET ws2_conformance_cases)
    return()
  endif()
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/test/conformance/*.cpp)
  # Not the program's own, nor what a third party's provider is not told: that exit was called.
  list(FILTER sources EXCLUDE REGEX "/(chains|process_end_test)\\.cpp$")
  # It redefines FD_SETSIZE before anything else comes in.
  set_source_files_properties(${CMAKE_SOURCE_DIR}/test/conformance/select_many_test.cpp
                              PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
  add_library(ws2_conformance_cases OBJECT ${sources})
  target_include_directories(ws2_conformance_cases PUBLIC ${CMAKE_SOURCE_DIR}/test)
  target_link_libraries(ws2_conformance_cases PRIVATE ws2_flags PUBLIC ws2::ws2 GTest::gmock)
  target_compile_options(ws2_conformance_cases PRIVATE -O0)
  ws2_precompile(ws2_conformance_cases "${sources}" gmock/gmock.h atomic functional memory mutex
                 optional string thread vector)
endfunction()
