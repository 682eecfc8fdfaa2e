/// A signed-in caller and the session that says so.
package struct SignedIn: Sendable {
    package let actor: Actor
    package let session: Session

    package init(actor: Actor, session: Session) {
        self.actor = actor
        self.session = session
    }
}
