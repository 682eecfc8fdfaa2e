import HealthCardServices
import SMCrypto

extension SDFSession {
    /// How a text of several pieces ended: the library's last answer, and whether each piece had its length.
    private typealias Ending = (answer: Int32, isWhole: Bool)

    /// Encrypts or decrypts whole blocks with SM4-CBC, in pieces the device takes.
    ///
    /// - Parameter iv: 16 bytes.
    func crypt(
        _ direction: SDFDirection,
        _ input: [UInt8],
        iv: [UInt8],
        with key: SDFKeyHandle
    ) throws(SDFFailure) -> [UInt8] {
        precondition(iv.count == Self.ivLength, "a chain begins with one block")
        guard !input.isEmpty else { return [] }
        let piece = min(input.count, device.profile.onePassBytes)
        var ending: Ending = (0, false)
        // The chain's last block, one piece, and the output: with a block behind it, as a device that writes more than
        // it was given is answered for it, and must not write beyond the memory.
        let room = Self.ivLength + piece + input.count + Self.ivLength
        let output: [UInt8] = unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: room) { scratch in
            defer { unsafe Wipe.overwrite(scratch) }
            guard let chain = scratch.baseAddress else { return [] }
            // What the library is to write is zero before, so that a device that writes less leaves nothing of others.
            let output = unsafe chain + Self.ivLength + piece
            unsafe output.initialize(repeating: 0, count: room - Self.ivLength - piece)
            unsafe iv.copy(0..<Self.ivLength, to: chain)
            unsafe ending = crypt(direction, input, by: piece, with: key, chain: chain)
            guard ending.answer == 0, ending.isWhole else { return [] }
            return unsafe Array(UnsafeBufferPointer(start: output, count: input.count))
        }
        try check(ending.answer, direction == .encrypt ? "Encrypt" : "Decrypt")
        guard ending.isWhole else { throw .wrongAnswer }
        return output
    }

    /// Goes through the pieces. The library gets copies, as its parameters are not declared constant.
    ///
    /// - Parameter chain: the block to begin with; behind it room for a piece, the output and a block.
    @unsafe
    private func crypt(
        _ direction: SDFDirection,
        _ input: [UInt8],
        by piece: Int,
        with key: SDFKeyHandle,
        chain: UnsafeMutablePointer<UInt8>
    ) -> Ending {
        let call = unsafe direction == .encrypt ? functions.encrypt : functions.decrypt
        let number = device.profile.algorithms.sm4CBC.value
        let text = unsafe chain + Self.ivLength
        var output = unsafe text + piece
        var start = 0
        while start < input.count {
            let end = min(start + piece, input.count)
            let count = UInt32(end - start)
            var length = count + UInt32(Self.ivLength)
            unsafe input.copy(start..<end, to: text)
            let answer = unsafe call(handle, key.pointer, number, chain, text, count, output, &length)
            guard answer == 0, length == count else { return (answer, false) }
            unsafe output += end - start
            start = end
            guard start < input.count else { break }
            // The next piece chains to this one's last ciphertext block: computed here, not taken from the device.
            switch direction {
            case .encrypt: unsafe chain.update(from: output - Self.ivLength, count: Self.ivLength)
            case .decrypt: unsafe input.copy((start - Self.ivLength)..<start, to: chain)
            }
        }
        return (0, true)
    }

    /// HMAC-SM3 in the way of the profile.
    ///
    /// - Throws: `.notSupported` where there is none, `.badArgument` for a message the device cannot take in one call.
    func mac(_ message: [UInt8], with key: SDFKeyHandle) throws(SDFFailure) -> [UInt8] {
        switch device.profile.mac {
        case .hmac: try hmac(message, with: key)
        case .calculateMAC: try calculatedMAC(message, with: key)
        case .none: throw SDFFailure(.notSupported(operation: "HMAC"))
        }
    }

    private func hmac(_ message: [UInt8], with key: SDFKeyHandle) throws(SDFFailure) -> [UInt8] {
        guard let begin = unsafe functions.hmacInit, let update = unsafe functions.hmacUpdate,
            let end = unsafe functions.hmacFinal
        else {
            throw SDFFailure(.notSupported(operation: "HMAC"))
        }
        try check(unsafe begin(handle, key.pointer, device.profile.algorithms.sm3.value), "HMACInit")
        try check(unsafe take(message, with: update), "HMACUpdate")
        return unsafe try code("HMACFinal") { code, length in unsafe end(handle, code, length) }
    }

    /// Gives the library copies of a message, piece by piece, as its parameter is not declared constant.
    ///
    /// - Returns: success, or the first answer that was none.
    private func take(_ message: [UInt8], with update: SDFFunctions.MacUpdate) -> Int32 {
        let piece = min(message.count, device.profile.onePassBytes)
        return unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: piece) { scratch in
            guard let text = scratch.baseAddress else { return 0 }
            var start = 0
            while start < message.count {
                let count = min(piece, message.count - start)
                unsafe message.copy(start..<(start + count), to: text)
                let answer = unsafe update(handle, text, UInt32(count))
                guard answer == 0 else { return answer }
                start += count
            }
            return 0
        }
    }

    private func calculatedMAC(_ message: [UInt8], with key: SDFKeyHandle) throws(SDFFailure) -> [UInt8] {
        guard let call = unsafe functions.calculateMAC else {
            throw SDFFailure(.notSupported(operation: "CalculateMAC"))
        }
        guard message.count <= device.profile.onePassBytes else { throw SDFFailure(.badArgument) }
        var input = message
        let number = device.profile.algorithms.sm3.value
        let count = UInt32(input.count)
        return unsafe try code("CalculateMAC") { code, length in
            unsafe call(handle, key.pointer, number, nil, &input, count, code, length)
        }
    }

    /// The code that a call of the library gives, with room for a device that writes more than a code.
    private func code(
        _ operation: String,
        _ call: (SDFFunctions.Bytes, SDFFunctions.LengthOut) -> Int32
    ) throws(SDFFailure) -> [UInt8] {
        let room = 2 * SM3.digestLength
        var length = UInt32(room)
        var answer: Int32 = 0
        let code: [UInt8] = unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: room) { scratch in
            unsafe scratch.initialize(repeating: 0)
            if let start = scratch.baseAddress { unsafe answer = call(start, &length) }
            return unsafe Array(UnsafeBufferPointer(rebasing: scratch[..<SM3.digestLength]))
        }
        try check(answer, operation)
        guard length == UInt32(SM3.digestLength) else { throw .wrongAnswer }
        return code
    }
}

extension [UInt8] {
    /// Copies some of the bytes to memory with room for them.
    @unsafe
    fileprivate func copy(_ range: Range<Int>, to place: UnsafeMutablePointer<UInt8>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "the bytes are there")
        unsafe withUnsafeBufferPointer { bytes in
            guard let start = bytes.baseAddress else { return }
            unsafe place.update(from: start + range.lowerBound, count: range.count)
        }
    }
}
