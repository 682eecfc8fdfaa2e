extension ProblemCode {
    /// The problem's title and remedy. Exhaustive on purpose: a new code does not build without its words.
    package var text: ProblemText {
        switch self {
        case .bodyMalformed:
            ProblemText(
                "请求正文不是有效的 JSON",
                "The body is not valid JSON",
                remedy: "请按接口文档发送 UTF-8 编码的 JSON 对象",
                "Send a JSON object in UTF-8 as the API description says"
            )
        case .bodyTooLarge:
            ProblemText(
                "请求正文过大",
                "The body is too large",
                remedy: "正文不得超过 1 MiB",
                "Keep the body within 1 MiB"
            )
        case .bodyTooDeep:
            ProblemText(
                "JSON 嵌套过深",
                "The JSON is nested too deeply",
                remedy: "嵌套层数不得超过 32 层",
                "Keep nesting within 32 levels"
            )
        case .headerTooLarge:
            ProblemText(
                "请求头过大",
                "The header is too large",
                remedy: "请求行与全部请求头合计不得超过 16 KiB，且不得超过 100 个字段；连接已关闭",
                "Keep the request line and all header fields within 16 KiB and 100 fields; the connection is closed"
            )
        case .requestMalformed:
            ProblemText(
                "请求不符合 HTTP/1.1",
                "The request is not HTTP/1.1",
                remedy: "请检查客户端发送的请求行和请求头；连接已关闭",
                "Look at the request line and header that the client sends; the connection is closed"
            )
        case .bodyDuplicateKey:
            ProblemText(
                "JSON 对象中有重复的键",
                "A JSON object repeats a key",
                remedy: "每个键只能出现一次",
                "Send each key once"
            )
        case .contentTypeUnsupported:
            ProblemText(
                "不支持的正文类型",
                "The content type is not supported",
                remedy: "请使用 application/json",
                "Use application/json"
            )
        case .fieldMissing:
            ProblemText(
                "缺少必填字段",
                "A required field is missing",
                remedy: "请补全 field 所指的字段",
                "Add the field that `field` names"
            )
        case .fieldMalformed:
            ProblemText(
                "字段格式不正确",
                "A field is malformed",
                remedy: "请按接口文档更正 field 所指的字段",
                "Correct the field that `field` names as the API description says"
            )
        case .fieldUnknown:
            ProblemText(
                "出现未定义的字段",
                "A field is not defined",
                remedy: "请删除 field 所指的字段",
                "Remove the field that `field` names"
            )
        case .elementUnsupported:
            ProblemText(
                "不支持所指的内容",
                "What is named is not supported here",
                remedy: "请去掉 field 或 expression 所指的内容；忽略它会改变其余内容的含义",
                "Leave out what `field` or `expression` names; without it the rest would mean something else"
            )
        case .formatNotAcceptable:
            ProblemText(
                "不能以所要求的格式应答",
                "The answer cannot be given in the format that was asked for",
                remedy: "请接受 application/fhir+json",
                "Accept application/fhir+json"
            )
        case .cursorMalformed:
            ProblemText(
                "分页游标无效",
                "The cursor is not valid",
                remedy: "请使用上一页返回的 next_cursor",
                "Use the next_cursor of the page before"
            )
        case .routeNotFound:
            ProblemText(
                "没有这个地址",
                "There is nothing at this address",
                remedy: "请查看 /openapi.yaml 中的地址",
                "See /openapi.yaml for the addresses"
            )
        case .methodNotAllowed:
            ProblemText(
                "此地址不支持该方法",
                "The method is not allowed here",
                remedy: "请查看 /openapi.yaml 中的方法",
                "See /openapi.yaml for the methods"
            )
        case .signatureMissing:
            ProblemText(
                "请求没有签名",
                "The request is not signed",
                remedy: "请按 RFC 9421 添加 Signature-Input 与 Signature 头",
                "Add Signature-Input and Signature as RFC 9421 says"
            )
        case .signatureMalformed:
            ProblemText(
                "签名头格式不正确",
                "A signature header is malformed",
                remedy: "请更正 field 所指的部分",
                "Correct the part that `field` names"
            )
        case .signatureComponentMissing:
            ProblemText(
                "签名未覆盖必需的部分",
                "The signature does not cover a required component",
                remedy: "必须覆盖 @method、@path、@query，有正文时还有 content-digest，有幂等键时还有 idempotency-key",
                "Cover @method, @path, @query, content-digest where there is a body, and idempotency-key where it is sent"
            )
        case .signatureAlgorithmUnknown:
            ProblemText(
                "不支持的签名算法",
                "The signature algorithm is not known",
                remedy: "请使用 hmac-sm3 或 sm2-sm3",
                "Use hmac-sm3 or sm2-sm3"
            )
        case .signatureWrong:
            ProblemText(
                "签名不正确",
                "The signature is wrong",
                remedy: "请核对密钥与签名原文；沙箱会在 expected 中给出应签的原文",
                "Check the key and the signed text; a sandbox shows the expected text in `expected`"
            )
        case .digestMissing:
            ProblemText(
                "缺少正文摘要",
                "The body has no digest",
                remedy: "请按 RFC 9530 添加 Content-Digest: sm3=:…:",
                "Add Content-Digest: sm3=:…: as RFC 9530 says"
            )
        case .digestWrong:
            ProblemText(
                "正文摘要不符",
                "The digest does not match the body",
                remedy: "请对实际发送的字节计算 SM3",
                "Compute SM3 over the bytes that are sent"
            )
        case .timestampOutsideWindow:
            ProblemText(
                "时间戳超出允许范围",
                "The timestamp is outside the window",
                remedy: "请校准时钟；与平台相差不得超过 300 秒",
                "Set the clock; it may differ from the platform's by at most 300 seconds"
            )
        case .nonceReplayed:
            ProblemText(
                "此请求已经用过",
                "This request was used before",
                remedy: "每次请求都要使用新的随机数并重新签名",
                "Use a new nonce and sign again for every request"
            )
        case .callerUnknown:
            ProblemText(
                "应用未备案",
                "The app is not filed",
                remedy: "请核对 keyid，或向卡管中心备案",
                "Check the keyid, or file the app with the card centre"
            )
        case .callerNotAuthorised:
            ProblemText(
                "应用未授权或已冻结",
                "The app is not authorised, or frozen",
                remedy: "请联系卡管中心",
                "Ask the card centre"
            )
        case .operationNotAllowed:
            ProblemText(
                "无权进行此操作",
                "This caller may not do this",
                remedy: "请向卡管中心申请相应权限",
                "Ask the card centre for the permission"
            )
        case .notSignedIn:
            ProblemText(
                "请先登录",
                "Please sign in first",
                remedy: "请重新登录后再试",
                "Sign in and try again"
            )
        case .terminalUnknown:
            ProblemText(
                "识读终端未登记",
                "The terminal is not registered",
                remedy: "请使用已登记的终端编码",
                "Use a registered terminal code"
            )
        case .terminalNotAuthorised:
            ProblemText(
                "识读终端未授权或已冻结",
                "The terminal is not authorised, or frozen",
                remedy: "请联系卡管中心解冻终端",
                "Ask the card centre to release the terminal"
            )
        case .terminalOfOthers:
            ProblemText(
                "终端不属于调用方的机构",
                "The terminal belongs to another institution",
                remedy: "请使用本机构的终端",
                "Use a terminal of your own institution"
            )
        case .institutionNotAuthorised:
            ProblemText(
                "机构未授权或已冻结",
                "The institution is not authorised, or frozen",
                remedy: "请联系卡管中心",
                "Ask the card centre"
            )
        case .departmentUnknown:
            ProblemText(
                "机构没有这个科室",
                "The institution has no such department",
                remedy: "请使用机构登记的四位科室代码",
                "Use a four-digit department code that the institution registered"
            )
        case .stepUnknown:
            ProblemText(
                "诊疗环节代码不存在",
                "The treatment step is not known",
                remedy: "请使用国家诊疗环节代码，如 010101",
                "Use a national treatment step code such as 010101"
            )
        case .labelMalformed:
            ProblemText(
                "编码含有不允许的字符",
                "A code has characters that are not allowed",
                remedy: "编码只能用不含空格的可见 ASCII 字符",
                "Use printable ASCII without spaces"
            )
        case .idempotencyKeyMissing:
            ProblemText(
                "缺少 Idempotency-Key",
                "Idempotency-Key is missing",
                remedy: "每个写请求请附上自选的唯一键，重试时沿用",
                "Send a key of your own with each write, and the same one when you retry"
            )
        case .idempotencyKeyMalformed:
            ProblemText(
                "Idempotency-Key 格式不正确",
                "Idempotency-Key is malformed",
                remedy: "长度 8 至 64 的可见 ASCII 字符",
                "Use 8 to 64 printable ASCII characters"
            )
        case .idempotencyKeyReused:
            ProblemText(
                "幂等键已用于另一请求",
                "The idempotency key was used for another request",
                remedy: "请为新的请求换一个键",
                "Take a new key for a new request"
            )
        case .oneTimeCodeWrong:
            ProblemText(
                "验证码不正确",
                "The one-time code is wrong",
                remedy: "请核对短信中的六位数字",
                "Check the six digits in the message"
            )
        case .oneTimeCodeExpired:
            ProblemText(
                "验证码已过期",
                "The one-time code has expired",
                remedy: "请重新获取验证码",
                "Ask for a new code"
            )
        case .oneTimeCodeLocked:
            ProblemText(
                "验证码错误次数过多",
                "Too many wrong one-time codes",
                remedy: "请 15 分钟后重新获取验证码",
                "Wait 15 minutes, then ask for a new code"
            )
        case .oneTimeCodeTooSoon:
            ProblemText(
                "获取验证码过于频繁",
                "One-time codes are asked for too often",
                remedy: "请稍等一分钟再获取",
                "Wait a minute before asking again"
            )
        case .signInLinkUsed:
            ProblemText(
                "登录链接已用过或已过期",
                "The sign-in link was used or has expired",
                remedy: "请向管理员索取新的链接",
                "Ask the administrator for a new link"
            )
        case .formExpired:
            ProblemText(
                "页面已过期",
                "The page has expired",
                remedy: "请返回并重新提交",
                "Go back and submit again"
            )
        case .sandboxOnly:
            ProblemText(
                "仅沙箱可用",
                "This exists in a sandbox only",
                remedy: "生产环境没有此功能",
                "There is no such thing in production"
            )
        case .consentMissing:
            ProblemText(
                "尚未同意服务协议",
                "Consent was not given",
                remedy: "请阅读并勾选同意",
                "Read and tick the consent"
            )
        case .personNotFound:
            ProblemText(
                "没有找到该居民",
                "No such resident",
                remedy: "请核对证件或先申领",
                "Check the document, or apply first"
            )
        case .personNameDiffers:
            ProblemText(
                "证件号码已以其他姓名登记",
                "The number is registered under another name",
                remedy: "请核对姓名；确有更名请到窗口办理",
                "Check the name; for a change of name go to a window"
            )
        case .personDocumentDiffers:
            ProblemText(
                "不能更换证件",
                "The document cannot be changed here",
                remedy: "请到窗口办理证件变更",
                "Go to a window to change the document"
            )
        case .cardIDMalformed:
            ProblemText(
                "电子健康卡ID 格式不正确",
                "The card id is malformed",
                remedy: "应为 64 位十六进制数字",
                "Send 64 hexadecimal digits"
            )
        case .cardNotFound:
            ProblemText(
                "没有这张电子健康卡",
                "There is no such card",
                remedy: "请核对电子健康卡ID",
                "Check the card id"
            )
        case .cardNotActive:
            ProblemText(
                "电子健康卡不在使用状态",
                "The card is not active",
                remedy: "请居民到窗口或在线恢复",
                "The resident can restore it at a window or online"
            )
        case .cardNotCancelled:
            ProblemText(
                "电子健康卡未注销",
                "The card is not cancelled",
                remedy: "无需恢复",
                "There is nothing to restore"
            )
        case .cardNotBound:
            ProblemText(
                "此应用尚未登记该居民",
                "The app has not registered this resident",
                remedy: "请先以居民证件调用注册接口，已有卡会原样返回",
                "Register the resident through the app first; an existing card is returned as it is"
            )
        case .codeMalformed:
            ProblemText(
                "不是电子健康卡二维码",
                "This is not a health card code",
                remedy: "请扫描居民出示的电子健康卡",
                "Scan the health card that the resident shows"
            )
        case .codeTypeUnknown:
            ProblemText(
                "二维码类型不支持",
                "The code type is not supported",
                remedy: "请居民刷新后重新出示",
                "Ask the resident to refresh and show it again"
            )
        case .codeVersionUnknown:
            ProblemText(
                "二维码版本不支持",
                "The code version is not supported",
                remedy: "请居民更新应用后重新出示",
                "Ask the resident to update the app and show it again"
            )
        case .codeNotGenuine:
            ProblemText(
                "二维码不是本平台签发",
                "The code was not made by this platform",
                remedy: "请核验居民证件，谨防伪造",
                "Check the resident's document: the code may be forged"
            )
        case .codeWrongApp:
            ProblemText(
                "二维码与应用备案编号不符",
                "The code does not belong to the app it names",
                remedy: "请居民刷新后重新出示",
                "Ask the resident to refresh and show it again"
            )
        case .codeExpired:
            ProblemText(
                "二维码已过期",
                "The code has expired",
                remedy: "请居民刷新后重新出示",
                "Ask the resident to refresh and show it again"
            )
        case .codeNotYetValid:
            ProblemText(
                "二维码尚未生效",
                "The code is not valid yet",
                remedy: "请居民刷新后重新出示",
                "Ask the resident to refresh and show it again"
            )
        case .codeReplayed:
            ProblemText(
                "二维码已被使用",
                "The code was used before",
                remedy: "一码一用，请居民刷新后重新出示",
                "A code works once: ask the resident to refresh and show it again"
            )
        case .fault:
            ProblemText(
                "平台内部错误",
                "An internal fault",
                remedy: "请稍后重试，并将 request_id 告知卡管中心",
                "Try again later, and tell the card centre the request_id"
            )
        case .databaseUnavailable:
            ProblemText(
                "数据库暂不可用",
                "The database is not available",
                remedy: "请稍后重试",
                "Try again later"
            )
        case .storageFull:
            ProblemText(
                "存储空间已满，本次请求未生效",
                "The storage is full, and nothing was done",
                remedy: "请告知卡管中心清理空间；之后重试",
                "Tell the card centre to make room, then try again"
            )
        case .cardNotSuspended:
            ProblemText(
                "电子健康卡未挂起",
                "The card is not suspended",
                remedy: "无需恢复",
                "There is nothing to resume"
            )
        case .subscriptionNotFound:
            ProblemText(
                "本机构未订阅主索引事件",
                "The institution is not subscribed to events of the main index",
                remedy: "请由卡管中心以 xinglin index subscribe 登记订阅",
                "Let the card centre file the subscription with xinglin index subscribe"
            )
        case .subscriptionUnknown:
            ProblemText(
                "没有这个订阅，或属于其他机构",
                "There is no such subscription, or it is another institution's",
                remedy: "请查看本机构的订阅：GET /fhir/Subscription",
                "Look at your own institution's: GET /fhir/Subscription"
            )
        case .eventsExpired:
            ProblemText(
                "游标之后的部分事件已过保存期",
                "Events after the cursor are past the time for which they are kept",
                remedy: "请重新核对本机构患者的主索引号，再不带 cursor 从最早的事件继续",
                "Ask for the index numbers of your patients anew, then go on without a cursor from the oldest event"
            )
        case .institutionNotFound:
            ProblemText(
                "没有登记该机构",
                "No institution is filed under this code",
                remedy: "请核对机构代码，或先登记机构",
                "Check the institution code, or file the institution first"
            )
        case .lookNotFound:
            ProblemText(
                "没有这条查看记录",
                "There is no such look",
                remedy: "请刷新列表后再试",
                "Refresh the list and try again"
            )
        case .useBatchSize:
            ProblemText(
                "批量条数不在允许范围",
                "The batch has too few or too many rows",
                remedy: "每批 1 至 500 条",
                "Send 1 to 500 rows"
            )
        case .useNotToday:
            ProblemText(
                "用卡时间不是当日",
                "A use is not of today",
                remedy: "只能上传当日（+08:00）已发生的用卡记录",
                "Upload uses of the same day (+08:00) that have happened"
            )
        case .realPersonCheckFailed:
            ProblemText(
                "实人核验未通过",
                "The real-person check was not passed",
                remedy: "请本人重试，或携带证件到窗口办理",
                "Try again in person, or go to a window with the document"
            )
        case .realPersonCheckUnavailable:
            ProblemText(
                "实人核验服务暂不可用",
                "The real-person check is not available",
                remedy: "请稍后重试，或携带证件到窗口办理",
                "Try again later, or go to a window with the document"
            )
        case .messageUnavailable:
            ProblemText(
                "短信服务暂不可用",
                "The message service is not available",
                remedy: "请稍后重试，或到窗口办理",
                "Try again later, or go to a window"
            )
        case .dialectMethodUnknown:
            ProblemText(
                "接口方法不存在",
                "The method is not known",
                remedy: "请核对 method",
                "Check `method`"
            )
        case .dialectEnvelopeMalformed:
            ProblemText(
                "报文信封格式不正确",
                "The envelope is malformed",
                remedy: "请按接口文档补全 field 所指的字段",
                "Correct the field that `field` names as the description says"
            )
        case .dialectContentUnreadable:
            ProblemText(
                "业务报文无法解密",
                "The business content cannot be decrypted",
                remedy: "请核对 SM4 密钥、填充方式与编码",
                "Check the SM4 key, the padding and the encoding"
            )
        case .textNul: IdentityRefusal.nul.text
        case .textControlCharacter: IdentityRefusal.controlCharacter.text
        case .textLineBreak: IdentityRefusal.lineBreak.text
        case .textBidiControl: IdentityRefusal.bidiControl.text
        case .textInvisibleCharacter: IdentityRefusal.invisibleCharacter.text
        case .textPrivateUse: IdentityRefusal.privateUseCharacter.text
        case .textNoncharacter: IdentityRefusal.noncharacter.text
        case .textFullWidth: IdentityRefusal.fullWidthCharacters.text
        case .textSpace: IdentityRefusal.space.text
        case .idNumberBadLength: IdentityRefusal.idNumberBadLength.text
        case .idNumberBadCharacter: IdentityRefusal.idNumberBadCharacter.text
        case .idNumberUnknownRegion: IdentityRefusal.idNumberUnknownRegion.text
        case .idNumberBadDate: IdentityRefusal.idNumberBadDate.text
        case .idNumberDateTooEarly: IdentityRefusal.idNumberDateTooEarly.text
        case .idNumberFutureDate: IdentityRefusal.idNumberFutureDate.text
        case .idNumberCheckDigit: IdentityRefusal.idNumberCheckDigit.text
        case .idNumberAmbiguousCentury: IdentityRefusal.idNumberAmbiguousCentury.text
        case .idTypeUnknown: IdentityRefusal.idTypeUnknown.text
        case .documentNumberMalformed: IdentityRefusal.documentNumberMalformed.text
        case .nameEmpty: IdentityRefusal.nameEmpty.text
        case .nameTooLong: IdentityRefusal.nameTooLong.text
        case .nameBadCharacter: IdentityRefusal.nameBadCharacter.text
        case .nameOuterSpace: IdentityRefusal.nameOuterSpace.text
        case .nameMisplacedSeparator: IdentityRefusal.nameMisplacedSeparator.text
        case .phoneMalformed: IdentityRefusal.phoneMalformed.text
        case .proofingMissing: IdentityRefusal.proofingMissing.text
        case .proofingMethodUnknown: IdentityRefusal.proofingMethodUnknown.text
        case .proofingVerifierMalformed: IdentityRefusal.proofingVerifierMalformed.text
        case .proofingInFuture: IdentityRefusal.proofingInFuture.text
        case .proofingTooOld: IdentityRefusal.proofingTooOld.text
        case .genderUnknown: IdentityRefusal.genderUnknown.text
        case .genderMismatch: IdentityRefusal.genderMismatch.text
        case .birthDateMalformed: IdentityRefusal.birthDateMalformed.text
        case .birthDateTooEarly: IdentityRefusal.birthDateTooEarly.text
        case .birthDateInFuture: IdentityRefusal.birthDateInFuture.text
        case .birthDateMismatch: IdentityRefusal.birthDateMismatch.text
        case .nationUnknown: IdentityRefusal.nationUnknown.text
        case .addressEmpty: IdentityRefusal.addressEmpty.text
        case .addressTooLong: IdentityRefusal.addressTooLong.text
        case .hsmUnavailable:
            ProblemText(
                "密码服务暂不可用",
                "The key service is not available",
                remedy: "请稍后重试；扫码验证不受影响",
                "Try again later; scans go on being verified"
            )
        case .keyNotFound:
            ProblemText(
                "没有这把密钥",
                "There is no such key",
                remedy: "请用 xinglin keys list 查看现有密钥",
                "See the keys with xinglin keys list"
            )
        case .keyWrongState:
            ProblemText(
                "密钥状态不允许此操作",
                "The key's state does not allow this",
                remedy: "请按生成、启用、归档、销毁的次序办理",
                "Follow the order: generate, activate, archive, destroy"
            )
        case .keyOutOfValidity:
            ProblemText(
                "密钥已过有效期",
                "The key's validity is over",
                remedy: "请轮换密钥",
                "Rotate the key"
            )
        case .sealedValueNotAuthentic:
            ProblemText(
                "加密数据校验未通过",
                "A sealed value is not authentic",
                remedy: "数据可能被改动或换位，请将 request_id 告知卡管中心",
                "It may have been changed or moved: tell the card centre the request_id"
            )
        case .keyGrantNotValid:
            ProblemText(
                "密钥授权书无效",
                "The key grant is not valid",
                remedy: "请向省级密钥中心重新申请授权书",
                "Ask the province's key centre for a new grant"
            )
        case .keyRegionForeign:
            ProblemText(
                "该密钥不属于此地区",
                "The key is of another region",
                remedy: "请使用本地区的密钥",
                "Use the key of the region concerned"
            )
        case .keyCustodiansMissing:
            ProblemText(
                "需要两名不同的密钥管理员",
                "Two different custodians are needed",
                remedy: "请由两名管理员各自出示凭证",
                "Let two custodians present their own credentials"
            )
        case .keyCredentialWrong:
            ProblemText(
                "密钥管理员凭证不正确",
                "The custodian's credential is wrong",
                remedy: "请核对凭证；连续失败将被限制",
                "Check the credential; repeated failures are limited"
            )
        case .keyStillInUse:
            ProblemText(
                "仍有数据受此密钥保护",
                "The key still protects stored values",
                remedy: "请先用 xinglin keys rewrap 重新加密",
                "Re-encrypt first with xinglin keys rewrap"
            )
        case .keyOvertaken:
            ProblemText(
                "已有他人先行办理",
                "Somebody else was first",
                remedy: "请用 xinglin keys list 查看结果后再办理",
                "See with xinglin keys list what was done, then decide"
            )
        case .keyComponentMalformed:
            ProblemText(
                "密钥分量格式不正确",
                "A key component is malformed",
                remedy: "每个分量文件只含一个分量：64 个十六进制字符",
                "Put one component into each file: 64 hexadecimal digits"
            )
        case .keyComponentsCancel:
            ProblemText(
                "密钥分量相互抵消",
                "Key components cancel each other out",
                remedy: "分量不得全零、相同，也不得由其他分量合成，请重新制作",
                "None may be zero, equal to another, or made up of others: make them anew"
            )
        case .keyCheckValueWrong:
            ProblemText(
                "密钥校验值不一致",
                "The key's check value differs",
                remedy: "请核对各分量、用途与校验值",
                "Check each component, the purpose and the check value"
            )
        case .keyNotImportable:
            ProblemText(
                "此用途的密钥不得导入",
                "A key of this purpose is not imported",
                remedy: "请用 xinglin keys generate 在本平台生成",
                "Make it here with xinglin keys generate"
            )
        case .systemBusy:
            ProblemText(
                "系统繁忙，本次请求未受理",
                "The system is busy and did not take this request",
                remedy: "请在 Retry-After 所示秒数之后重试；请求未被执行，应答不含数据，也未签名",
                "Try again after the seconds that Retry-After names; nothing was carried out, and this answer is unsigned"
            )
        case .quotaExceeded:
            ProblemText(
                "应用请求过于频繁",
                "The app sends more requests than its quota",
                remedy: "请在 Retry-After 所示秒数之后重试，或向卡管中心申请更高配额",
                "Try again after the seconds that Retry-After names, or ask the card centre for a larger quota"
            )
        case .nodeStopping:
            ProblemText(
                "节点正在停止服务",
                "The node is stopping",
                remedy: "请将请求发往其他节点",
                "Send requests to another node"
            )
        case .reviewTaken:
            ProblemText(
                "他人正在处理该任务",
                "Somebody else has this review before them",
                remedy: "请处理下一条",
                "Take the next one"
            )
        case .reviewOpinionGiven:
            ProblemText(
                "您已对该任务发表过意见",
                "You gave an opinion on this review before",
                remedy: "须由另一名复核人判定，请处理下一条",
                "Another person must answer; take the next one"
            )
        case .reviewUndoTooLate:
            ProblemText(
                "没有可撤销的判定",
                "There is no decision of yours to undo",
                remedy: "只能撤销本人 24 小时内的最后一次判定，且其后未有他人处理",
                "Only your own last one is undone, within 24 hours and while nobody went on from it"
            )
        case .indexUnknown:
            ProblemText(
                "没有这个主索引",
                "There is no such main index",
                remedy: "请核对主索引号",
                "Check the index number"
            )
        case .sourceRecordUnknown:
            ProblemText(
                "没有这条来源记录",
                "There is no such source record",
                remedy: "请核对机构与院内号；未登记过的请先登记",
                "Check the institution and its patient number; register it first where it never was"
            )
        case .authorityUnknown:
            ProblemText(
                "标识域不存在",
                "The assigning authority is not known",
                remedy: "请使用已备案机构的代码",
                "Use the code of a filed institution"
            )
        case .authorityOfOthers:
            ProblemText(
                "院内号属于其他机构",
                "The patient number is another institution's",
                remedy: "请只登记和查看本机构的院内号",
                "Register and look up patient numbers of your own institution"
            )
        case .localIDMalformed:
            ProblemText(
                "院内号格式不正确",
                "The patient number is malformed",
                remedy: "应为 1 至 64 个不含空格的可见 ASCII 字符",
                "Send 1 to 64 printable ASCII characters without spaces"
            )
        case .sourceRecordVersionStale:
            ProblemText(
                "记录已有更新的版本",
                "The record has another version by now",
                remedy: "请先查看最新版本再提交",
                "Look at the newest version, then send again"
            )
        case .sourceRecordMerged:
            ProblemText(
                "院内号已合并",
                "The patient number was merged into another",
                remedy: "请使用合并后保留的院内号",
                "Use the patient number that survived the merge"
            )
        case .indexSame:
            ProblemText(
                "双方已是同一人",
                "Both are one person already",
                remedy: "无需处理",
                "There is nothing to do"
            )
        case .indexNotMerged:
            ProblemText(
                "该主索引未被合并",
                "The index is not merged",
                remedy: "请核对主索引号",
                "Check the index number"
            )
        case .indexHeldApart:
            ProblemText(
                "已由人工判定为不同的人",
                "A person decided that they are not the same",
                remedy: "如判定有误，请由中心先撤销该判定",
                "Where that was wrong, the centre withdraws it first"
            )
        case .indexNotHeldApart:
            ProblemText(
                "没有“不是同一人”的判定",
                "Nobody decided that they are not the same",
                remedy: "无需撤销",
                "There is nothing to withdraw"
            )
        case .indexMergeForbidden:
            ProblemText(
                "此时不能合并",
                "The two must not be merged now",
                remedy: "请在未结束的就诊结束后再合并",
                "Merge them once the open visit has ended"
            )
        case .indexOnlyRecord:
            ProblemText(
                "该主索引只有这一条记录",
                "The index has no other record",
                remedy: "无需拆分",
                "There is nothing to take it out of"
            )
        case .reviewUnknown:
            ProblemText(
                "没有这个待核实任务",
                "There is no such review",
                remedy: "请核对任务编号",
                "Check the number of the review"
            )
        case .reviewClosed:
            ProblemText(
                "任务已处理或无需处理",
                "The review is closed",
                remedy: "请刷新任务列表",
                "Look at the list again"
            )
        case .searchTooWide:
            ProblemText(
                "查询条件过宽",
                "The search is too wide",
                remedy: "请提供姓名、证件号码、手机号码或院内号，同名者众多时请加上出生日期",
                "Give a name, a document number, a phone or a patient number; where a name is common, add the birth date"
            )
        case .fieldTooLong:
            ProblemText(
                "字段过长",
                "A field is too long",
                remedy: "field 所指字段不得超过 1024 字节",
                "Keep the field that `field` names within 1,024 bytes"
            )
        }
    }
}
