// The modules of a host in C++: one method template a member, whatever the types.
#pragma once

#include <cmath>
#include <cstdint>
#include <map>
#include <memory>
#include <stdexcept>
#include <type_traits>
#include <vector>

#include "imports.hpp"

namespace host {

class Math {
public:
    template <class T> T sqrt(T x) { return std::sqrt(x); }

    template <class T> T abs(T x) { return x < 0 ? static_cast<T>(-x) : x; }

    template <class T> T pow(T base, T exponent) {
        if constexpr (std::is_floating_point_v<T>) {
            return std::pow(base, exponent);
        } else {
            T result = 1;
            for (; exponent > 0; exponent--) result = static_cast<T>(result * base);
            return result;
        }
    }
};

// Series by handle.
class SeriesStore {
public:
    template <class T> arc::series<T> add(std::vector<T> values) {
        items_.push_back(std::make_unique<Item<T>>(std::move(values)));
        return {static_cast<std::int32_t>(items_.size())};
    }

    template <class T> const std::vector<T>& get(arc::series<T> series) {
        if (series.handle < 1 || series.handle > static_cast<std::int32_t>(items_.size())) throw std::out_of_range("unknown series handle");
        auto* item = dynamic_cast<Item<T>*>(items_[series.handle - 1].get());
        if (!item) throw std::invalid_argument("series of another type");
        return item->values;
    }

private:
    struct Any { virtual ~Any() = default; };
    template <class T> struct Item : Any {
        explicit Item(std::vector<T> v) : values(std::move(v)) {}
        std::vector<T> values;
    };
    std::vector<std::unique_ptr<Any>> items_;
};

class Op {
public:
    explicit Op(SeriesStore& store) : store_(store) {}

    template <class T> arc::series<T> series_element_mul(arc::series<T> s, T x) { return map<T>(s, [x](T e) { return static_cast<T>(e * x); }); }

    template <class T> arc::series<T> series_element_add(arc::series<T> s, T x) { return map<T>(s, [x](T e) { return static_cast<T>(e + x); }); }

    template <class T> arc::series<std::uint8_t> series_compare_gt_scalar(arc::series<T> s, T x) {
        return map<std::uint8_t>(s, [x](T e) { return static_cast<std::uint8_t>(e > x); });
    }

private:
    template <class R, class T, class F> arc::series<R> map(arc::series<T> s, F f) {
        std::vector<R> result;
        for (auto element : store_.get(s)) result.push_back(f(element));
        return store_.add(std::move(result));
    }

    SeriesStore& store_;
};

// Channels of numbers by key; what the program writes is read back by the host.
class Channels {
public:
    template <class T> T read(arc::channel<T> channel) { return static_cast<T>(values[channel.key]); }

    template <class T> void write(arc::channel<T> channel, T value) { values[channel.key] = static_cast<double>(value); }

    std::map<std::int32_t, double> values;
};

}  // namespace host
