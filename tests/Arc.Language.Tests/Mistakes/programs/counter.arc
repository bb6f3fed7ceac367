// Piece counter with shifts, rates and packing into boxes.
import time

BOX_SIZE := 12
SHIFT := 8h
MAX_RATE := 120

func rising(level u8) u8 {
    before u8 $= 0
    edge := level and not before
    before = level
    return edge
}

func add_piece(edge u8) (pieces i64, boxes i64, full u8) {
    count i64 $= 0
    if edge {
        count += 1
    }
    pieces = count
    boxes = count / BOX_SIZE
    if count % BOX_SIZE == 0 and count > 0 {
        full = 1
    }
}

func rate(pieces i64, since i64 ns) f64 {
    elapsed := time.now() - since
    if elapsed <= 0 {
        return 0
    }
    return f64(pieces) / (f64(elapsed) * 3600.0)
}

func clip(value i64, low i64 = 0, high i64 = 999) i64 {
    if value < low {
        return low
    }
    if value > high {
        return high
    }
    return value
}

func label(number i64, width i64 = 6) str {
    digits := f"{number:06d}"
    prefix := ""
    for i := range(0, width - len(digits)) {
        prefix += "0"
    }
    return "BOX-" + prefix + digits
}

func bits(value u16) u8 {
    n u8 := 0
    rest := value
    for rest > 0 {
        if rest % 2 == 1 {
            n += 1
        }
        rest = rest / 2
    }
    return n
}

sensor -> rising{} -> add_piece{} -> { pieces: piece_count, boxes: box_count, full: seal }
box_count -> label{} -> label_text
piece_count -> clip{} -> clipped

sequence pack {
    stage collect {
        seal => next
        halt => parked
    }
    1 -> sealer
    time.wait{2s}
    0 -> sealer
    stage wait_clear {
        sensor < 1 => collect
        halt => parked
    }
}

stage parked {
    0 -> sealer
    run => pack
}

run => pack
