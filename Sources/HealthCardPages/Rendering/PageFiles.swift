/// The files of this target, compiled in: a file that is missing does not build.
enum PageFiles {
    static let templates: [String: [UInt8]] = [
        "layout": PackageResources.layout_mustache,
        "steps": PackageResources.steps_mustache,
        "problem": PackageResources.problem_mustache,
        "home": PackageResources.home_mustache,
        "person-fields": PackageResources.person_fields_mustache,
        "identity": PackageResources.identity_mustache,
        "check-fields": PackageResources.check_fields_mustache,
        "check": PackageResources.check_mustache,
        "resume": PackageResources.resume_mustache,
        "code-panel": PackageResources.code_panel_mustache,
        "code": PackageResources.code_mustache,
        "looks-list": PackageResources.looks_list_mustache,
        "looks": PackageResources.looks_mustache,
        "sign-in": PackageResources.sign_in_mustache,
        "desk": PackageResources.desk_mustache,
        "issue": PackageResources.issue_mustache,
        "slip": PackageResources.slip_mustache,
        "console": PackageResources.console_mustache,
        "figures": PackageResources.figures_mustache,
        "keys": PackageResources.keys_mustache,
        "reviews": PackageResources.reviews_mustache,
        "review": PackageResources.review_mustache,
        "quality": PackageResources.quality_mustache,
        "messages": PackageResources.messages_mustache,
        "refused": PackageResources.refused_mustache,
    ]
    static let style = PackageResources.style_css
    static let script = PackageResources.app_js
    static let icon = PackageResources.icon_svg
}
