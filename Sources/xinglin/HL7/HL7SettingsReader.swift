import HL7v2
import HealthCardDomain
import MLLP
import NIOCore
import StrictJSON

/// Reads the file of the HL7 v2 settings, and collects everything that is wrong with it.
struct HL7SettingsReader {
    /// What is wrong, in both languages, each with its place in the file.
    private(set) var mistakes: [String] = []

    /// Reads the file; where there are mistakes, what is given is not to be used.
    mutating func read(_ bytes: [UInt8], of file: String) -> HL7Settings? {
        let value: JSONValue
        do {
            value = try JSONReader.read(bytes)
        } catch {
            blame("", "不是有效的 JSON", "this is no valid JSON")
            return nil
        }
        let known = [
            "address", "port", "connections", "idle_seconds", "patience_seconds", "character_set", "processing_ids",
            "receiving_applications", "domains", "senders",
        ]
        guard let members = object(value, "", known: known) else { return nil }
        var settings = HL7Settings(file: file)
        readPlace(members, &settings.listening)
        if members["processing_ids"] != nil {
            settings.answering.processingIDs = Set(texts(members, "processing_ids", ""))
            if !settings.answering.processingIDs.isSubset(of: ["P", "T", "D"]) {
                blame("processing_ids", "只能是 P、T、D", "these are P, T or D")
            }
        }
        if members["receiving_applications"] != nil {
            settings.answering.receivingApplications = Set(texts(members, "receiving_applications", ""))
        }
        let domains = readDomains(members)
        settings.filings = readSenders(members, domains)
        if mistakes.isEmpty { settings.domains = DomainDirectory(domains) }
        return settings
    }

    private mutating func readPlace(_ file: [String: JSONValue], _ listening: inout MLLPOptions) {
        if let address = optionalText(file, "address", "") {
            listening.host = address
            if (try? SocketAddress(ipAddress: address, port: 0)) == nil {
                blame("address", "不是 IP 地址", "this is no IP address")
            }
        }
        if let port = number(file, "port", 1...65_535) { listening.port = port }
        if let limit = number(file, "connections", 1...10_000) { listening.connectionLimit = limit }
        if let seconds = number(file, "idle_seconds", 1...86_400) { listening.idle = .seconds(seconds) }
        if let seconds = number(file, "patience_seconds", 1...3_600) { listening.patience = .seconds(seconds) }
        if let name = optionalText(file, "character_set", "") {
            if let set = HL7CharacterSet(named: name) {
                listening.characterSet = set
            } else {
                blame("character_set", "不认识此字符集", "no such character set is known")
            }
        }
    }

    private mutating func readDomains(_ file: [String: JSONValue]) -> [IdentifierDomain] {
        var domains: [IdentifierDomain] = []
        for (place, item) in items(file, "domains", known: ["authority", "namespace", "oid"]) {
            let (authority, namespace) = (label(item, "authority", place), label(item, "namespace", place))
            let oid = optionalText(item, "oid", place) ?? ""
            if !oid.isEmpty, oid.wholeMatch(of: /[0-2](\.(0|[1-9][0-9]*))+/) == nil {
                blame("\(place).oid", "不是 OID", "this is no OID")
            }
            guard let authority, let namespace else { continue }
            if domains.contains(where: { $0.namespace == namespace || $0.authority == authority }) {
                blame(place, "标识域或机构重复", "a namespace or an authority comes twice")
            }
            if !oid.isEmpty, domains.contains(where: { $0.universalID == oid }) {
                blame("\(place).oid", "OID 重复", "the OID comes twice")
            }
            domains.append(
                IdentifierDomain(
                    authority: authority,
                    namespace: namespace,
                    universalID: oid,
                    universalIDType: oid.isEmpty ? "" : "ISO"
                )
            )
        }
        return domains
    }

    private mutating func readSenders(
        _ file: [String: JSONValue],
        _ domains: [IdentifierDomain]
    ) -> [HL7Settings.Filing] {
        var filings: [HL7Settings.Filing] = []
        let known = ["application", "facility", "domain", "rights", "addresses", "app"]
        for (place, item) in items(file, "senders", known: known) {
            let (application, facility) = (label(item, "application", place), label(item, "facility", place))
            let (namespace, app) = (label(item, "domain", place), label(item, "app", place))
            let rights = texts(item, "rights", place).compactMap { text in
                let right = Sender.Right(rawValue: text)
                if right == nil { blame("\(place).rights", "只能是 feed 或 query", "these are feed or query") }
                return right
            }
            let addresses = texts(item, "addresses", place).compactMap { text in
                let range = AddressRange(text)
                if range == nil { blame("\(place).addresses", "不是地址或网段", "this is no address or range") }
                return range
            }
            let domain = domains.first { $0.namespace == namespace }
            if namespace != nil, domain == nil {
                blame("\(place).domain", "没有这个标识域", "no such namespace is among the domains")
            }
            guard let application, let facility, let domain, let app else { continue }
            if filings.contains(where: {
                $0.sender.sender.application == application && $0.sender.sender.facility == facility
            }) {
                blame(place, "同一发送方重复", "the same sender comes twice")
            }
            let sender = Sender(
                application: application,
                facility: facility,
                domain: domain,
                rights: Set(rights)
            )
            filings.append(.init(sender: FiledSender(sender, addresses: addresses), app: AppID(trusted: app)))
        }
        return filings
    }
}

/// Members of the file.
extension HL7SettingsReader {
    private mutating func blame(_ place: String, _ chinese: String, _ english: String) {
        mistakes.append("\(place.isEmpty ? "" : place + ": ")\(chinese) / \(english)")
    }

    private mutating func object(_ value: JSONValue, _ place: String, known: [String]) -> [String: JSONValue]? {
        guard case .object(let members) = value else {
            blame(place, "应为对象", "this is an object")
            return nil
        }
        for name in members.keys.sorted() where !known.contains(name) {
            blame(place.isEmpty ? name : "\(place).\(name)", "没有这一项", "there is no such setting")
        }
        return members
    }

    /// The objects of a list that must not be empty, each with its place.
    private mutating func items(
        _ file: [String: JSONValue],
        _ name: String,
        known: [String]
    ) -> [(place: String, item: [String: JSONValue])] {
        guard case .array(let values)? = file[name], !values.isEmpty else {
            blame(name, "应为非空列表", "this is a list, and not empty")
            return []
        }
        var found: [(place: String, item: [String: JSONValue])] = []
        for (index, value) in values.enumerated() {
            let place = "\(name)[\(index)]"
            if let item = object(value, place, known: known) { found.append((place, item)) }
        }
        return found
    }

    private mutating func number(_ file: [String: JSONValue], _ name: String, _ range: ClosedRange<Int>) -> Int? {
        guard let value = file[name] else { return nil }
        guard case .number(let text) = value, let number = Int(text), range.contains(number) else {
            let (low, high) = (range.lowerBound, range.upperBound)
            blame(name, "应为 \(low) 至 \(high) 的整数", "this is a whole number, \(low) to \(high)")
            return nil
        }
        return number
    }

    private mutating func optionalText(_ item: [String: JSONValue], _ name: String, _ place: String) -> String? {
        switch item[name] {
        case nil: return nil
        case .string(let text): return text
        default:
            blame(place.isEmpty ? name : "\(place).\(name)", "应为文本", "this is a text")
            return nil
        }
    }

    /// A code that must be there: printable ASCII without spaces and quotes.
    private mutating func label(_ item: [String: JSONValue], _ name: String, _ place: String) -> String? {
        guard case .string(let text)? = item[name], let label = AppID(text) else {
            blame("\(place).\(name)", "应为 1 至 64 个不含空格的 ASCII 字符", "this is 1 to 64 ASCII characters without spaces")
            return nil
        }
        return label.text
    }

    /// Texts of a list that must be there and not be empty.
    private mutating func texts(_ item: [String: JSONValue], _ name: String, _ place: String) -> [String] {
        guard case .array(let values)? = item[name], !values.isEmpty else {
            blame(place.isEmpty ? name : "\(place).\(name)", "应为非空列表", "this is a list, and not empty")
            return []
        }
        var found: [String] = []
        for value in values {
            guard case .string(let text) = value, !text.isEmpty else {
                blame(place.isEmpty ? name : "\(place).\(name)", "应为文本列表", "this is a list of texts")
                continue
            }
            found.append(text)
        }
        return found
    }
}
