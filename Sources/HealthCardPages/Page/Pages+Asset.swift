import HTTPTypes
import HealthCardDomain
import Hummingbird

extension Pages {
    /// The style sheet, the script and the icon; any other name is not found.
    func asset(_ visit: Visit) throws -> Response {
        guard let asset = PageAsset.all.first(where: { $0.name == visit.parameter }) else {
            throw FieldRefusal(.routeNotFound, field: "name")
        }
        var headers = PageHeaders.lasting
        headers[.contentType] = asset.mediaType
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: asset.body))
    }
}
