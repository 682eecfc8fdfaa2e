package import HealthCardDomain

/// The registry's services, assembled once by the executable and shared by every surface.
package struct Services: Sendable {
    package let ambient: Ambient
    package let storage: any Storage
    package let ledger: ActLedger
    package let apps: AppDirectory
    package let cards: CardService
    package let codes: CodeService
    package let scans: ScanService
    package let looks: LookService
    package let persons: PersonService
    package let uses: UseService
    package let proofing: ProofingService
    package let signIn: SignInService
    package let supervision: SupervisionService
    package let imports: ImportService
    package let exports: ExportService
    package let subscriptions: SubscriptionService
    package let keys: KeyInventoryService
    package let consents: ConsentService
    package let reviews: ReviewDesk
    package let indexQuality: IndexQualityService
    package let answerKeys: any AnswerKeys
    package let index: IndexService
    package let indexDesk: IndexDesk
    /// The match model that decides on this node.
    package let running: RunningModel
    package let models: ModelService

    package init(
        storage: any Storage,
        ambient: Ambient,
        codeKeys: any CodeKeys,
        answerKeys: any AnswerKeys,
        messages: any MessageSender,
        realPersonCheck: any RealPersonCheck,
        keyLife: KeyLifeService,
        ownRecordNumber: AppRecordNumber,
        reviewRules: ReviewRules = ReviewRules(),
        conversionTerms: ConversionTerms = ConversionTerms(),
        mergeCheck: any MergeCheck = NoMergeCheck()
    ) {
        let ledger = ActLedger(storage: storage)
        self.ambient = ambient
        self.storage = storage
        self.ledger = ledger
        self.answerKeys = answerKeys
        running = RunningModel()
        models = ModelService(storage: storage, ambient: ambient, running: running)
        apps = AppDirectory(storage: storage, ambient: ambient)
        cards = CardService(
            ledger: ledger,
            ambient: ambient,
            acceptsSimulated: realPersonCheck.method == .simulated
        )
        codes = CodeService(ledger: ledger, keys: codeKeys, ambient: ambient, ownRecordNumber: ownRecordNumber)
        scans = ScanService(ledger: ledger, keys: codeKeys, ambient: ambient)
        looks = LookService(ledger: ledger)
        persons = PersonService(ledger: ledger)
        uses = UseService(ledger: ledger, ambient: ambient)
        proofing = ProofingService(check: realPersonCheck)
        signIn = SignInService(
            storage: storage,
            ledger: ledger,
            messages: messages,
            ambient: ambient,
            region: keyLife.region
        )
        supervision = SupervisionService(storage: storage)
        imports = ImportService(storage: storage, ambient: ambient)
        exports = ExportService(storage: storage)
        subscriptions = SubscriptionService(storage: storage)
        keys = KeyInventoryService(life: keyLife)
        index = IndexService(storage: storage, ambient: ambient, running: running)
        indexDesk = IndexDesk(ledger: ledger, service: index, check: mergeCheck, terms: conversionTerms)
        consents = ConsentService(storage: storage, service: keyLife.service, ambient: ambient)
        reviews = ReviewDesk(storage: storage, ledger: ledger, rules: reviewRules, check: mergeCheck)
        indexQuality = IndexQualityService(storage: storage, terms: conversionTerms)
    }
}
