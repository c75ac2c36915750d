// bench/system: standalone Asio, one thread. Built twice: on epoll, and on io_uring where Asio and
// liburing allow it.
#include "server.hpp"

#include <asio.hpp>

namespace {

using asio::ip::tcp;

class Session {
public:
    Session(tcp::socket socket, std::size_t size)
        : socket_(std::move(socket)), size_(size), buffer_(new char[size]) {}

    void receive() {
        socket_.async_read_some(asio::buffer(buffer_.get(), size_),
                                [this](const asio::error_code& error, std::size_t count) {
                                    if (error) {
                                        delete this;
                                    } else {
                                        send(count);
                                    }
                                });
    }

private:
    void send(std::size_t count) {
        asio::async_write(socket_, asio::buffer(buffer_.get(), count),
                          [this](const asio::error_code& error, std::size_t) {
                              if (error) {
                                  delete this;
                              } else {
                                  receive();
                              }
                          });
    }

    tcp::socket socket_;
    std::size_t size_;
    std::unique_ptr<char[]> buffer_;
};

void accept_next(tcp::acceptor& acceptor, std::size_t size) {
    acceptor.async_accept([&acceptor, size](const asio::error_code& error, tcp::socket socket) {
        if (!error) {
            asio::error_code ignored;
            socket.set_option(tcp::no_delay(true), ignored);
            (new Session(std::move(socket), size))->receive();
        }
        accept_next(acceptor, size);
    });
}

} // namespace

int main(int argc, char** argv) {
    bench::ServerOptions options = bench::parse_server_options(argc, argv);
    try {
        asio::io_context context(1);
        tcp::acceptor acceptor(context,
                               tcp::endpoint(asio::ip::address_v4::loopback(), options.port));
        acceptor.listen();
        bench::print_port(acceptor.local_endpoint().port());
        accept_next(acceptor, options.buffer);
        context.run();
    } catch (const std::exception& error) {
        bench::cannot(error.what());
    }
}
