// bench/system: libuv. Answers are tried at once and queued only for what did not fit.
#include "server.hpp"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <uv.h>

namespace {

bench::ServerOptions options;

struct Connection {
    uv_tcp_t stream{};
    uv_write_t write{};
    std::size_t begin = 0; // what is left to send in buffer
    std::size_t end = 0;
    std::unique_ptr<char[]> buffer{new char[options.buffer]};
};

void start_reading(Connection& connection);

Connection& of(uv_handle_t* handle) {
    return *static_cast<Connection*>(handle->data);
}

void end(Connection& connection) {
    auto* handle = reinterpret_cast<uv_handle_t*>(&connection.stream);
    if (uv_is_closing(handle) == 0) {
        uv_close(handle, [](uv_handle_t* closed) { delete &of(closed); });
    }
}

void written(uv_write_t* request, int status) {
    auto& connection = *static_cast<Connection*>(request->data);
    if (status < 0) {
        end(connection);
    } else {
        start_reading(connection);
    }
}

void received(uv_stream_t* stream, ssize_t count, const uv_buf_t* buffer) {
    auto& connection = of(reinterpret_cast<uv_handle_t*>(stream));
    if (count < 0) {
        end(connection);
        return;
    }
    if (count == 0) {
        return;
    }
    uv_buf_t answer = uv_buf_init(buffer->base, static_cast<unsigned>(count));
    int sent = uv_try_write(stream, &answer, 1);
    if (sent == count) {
        return;
    }
    if (sent < 0 && sent != UV_EAGAIN) {
        end(connection);
        return;
    }
    uv_read_stop(stream);
    unsigned done = sent < 0 ? 0U : static_cast<unsigned>(sent);
    uv_buf_t rest = uv_buf_init(buffer->base + done, static_cast<unsigned>(count) - done);
    connection.write.data = &connection;
    if (uv_write(&connection.write, stream, &rest, 1, written) != 0) {
        end(connection);
    }
}

void start_reading(Connection& connection) {
    uv_read_start(
        reinterpret_cast<uv_stream_t*>(&connection.stream),
        [](uv_handle_t* handle, std::size_t, uv_buf_t* buffer) {
            *buffer = uv_buf_init(of(handle).buffer.get(), static_cast<unsigned>(options.buffer));
        },
        received);
}

void connected(uv_stream_t* listener, int status) {
    if (status < 0) {
        return;
    }
    auto* connection = new Connection;
    uv_tcp_init(listener->loop, &connection->stream);
    connection->stream.data = connection;
    if (uv_accept(listener, reinterpret_cast<uv_stream_t*>(&connection->stream)) != 0) {
        end(*connection);
        return;
    }
    uv_tcp_nodelay(&connection->stream, 1);
    start_reading(*connection);
}

void check(int result, const char* what) {
    if (result < 0) {
        std::fprintf(stderr, "%s: %s\n", what, uv_strerror(result));
        std::exit(1);
    }
}

} // namespace

int main(int argc, char** argv) {
    options = bench::parse_server_options(argc, argv);
    uv_tcp_t listener;
    sockaddr_in address{};
    int length = sizeof address;
    check(uv_tcp_init(uv_default_loop(), &listener), "uv_tcp_init");
    uv_ip4_addr("127.0.0.1", options.port, &address);
    check(uv_tcp_bind(&listener, reinterpret_cast<sockaddr*>(&address), 0), "uv_tcp_bind");
    check(uv_listen(reinterpret_cast<uv_stream_t*>(&listener), SOMAXCONN, connected), "uv_listen");
    uv_tcp_getsockname(&listener, reinterpret_cast<sockaddr*>(&address), &length);
    bench::print_port(ntohs(address.sin_port));
    return uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}
