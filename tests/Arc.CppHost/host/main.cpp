// Runs the program beside it and prints what it gives, bits in hexadecimal: host PROGRAM.wasm
#include <cinttypes>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "modules.hpp"
#include "wasmtime.hpp"

static void print(const char* what, double value) {
    std::uint64_t bits;
    std::memcpy(&bits, &value, sizeof bits);
    std::printf("%s %016" PRIx64 "\n", what, bits);
}

int main(int argc, char** argv) {
    if (argc != 2) return std::fprintf(stderr, "usage: host PROGRAM.wasm\n"), 2;
    std::ifstream file(argv[1], std::ios::binary);
    std::vector<std::uint8_t> bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    try {
        auto* engine = wasm_engine_new();
        {
            wasmtime::linker linker(engine);
            host::SeriesStore store;
            host::Math math;
            host::Op op(store);
            host::Channels channels;
            arc::imports::math::bind(linker, math);
            arc::imports::op::bind(linker, op);
            arc::imports::channel::bind(linker, channels);
            wasmtime::instance program(engine, linker, bytes);

            print("norm", program.call<double>("norm", 3.0, 4.0));
            print("half_power", program.call<float>("half_power", -16.0f));
            print("magnitude", program.call<std::int32_t>("magnitude", std::int32_t{-100}));
            print("power", program.call<double>("power", 2.0, std::int64_t{3}));
            auto scaled = program.call<std::int32_t>("scaled", store.add<double>({1.0, 2.5, -4.0}).handle, 2.0);
            for (auto element : store.get(arc::series<double>{scaled})) print("scaled", element);
            auto above = program.call<std::int32_t>("above", store.add<std::int32_t>({1, 5, 9}).handle, std::int32_t{4});
            for (auto element : store.get(arc::series<std::uint8_t>{above})) print("above", element);
            channels.values[1] = 3.5;
            print("control", program.call<double>("control", 10.0));
            print("valve", channels.values[2]);
            print("alarm", channels.values[3]);
            try {
                program.call<std::int32_t>("above", std::int32_t{99}, std::int32_t{4});
            } catch (const std::runtime_error& e) {
                std::printf("trap %s\n", std::strstr(e.what(), "unknown series handle") ? "unknown series handle" : e.what());
            }
        }
        wasm_engine_delete(engine);
        return 0;
    } catch (const std::exception& e) {
        return std::fprintf(stderr, "%s\n", e.what()), 1;
    }
}
