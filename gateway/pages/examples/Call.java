// 取令牌、按用途查询、提交数据 · a token, a look-up for a purpose, a submission (Java 17, java Call.java)
// HUIJIA_URL CLIENT_ID CLIENT_SECRET CLIENT_KEY(私钥 PEM, Ed25519) CITIZEN_NUMBER

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

public class Call {
    // 不用 https 时须指明 HTTP/1.1：否则首次请求会尝试升级，内容会丢失 · without https, else the first body is lost in an upgrade
    static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    static final String URL = System.getenv("HUIJIA_URL"), ID = System.getenv("CLIENT_ID");

    static String send(HttpRequest.Builder request) throws Exception {
        var answer = CLIENT.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() >= 300) throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        return answer.body();
    }

    static HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(URL + path));
    }

    // 正式程序请用 JSON 库 · use a JSON library in earnest
    static String field(String json, String name) {
        var found = Pattern.compile("\"" + name + "\":\\s*\"([^\"]*)\"").matcher(json);
        if (!found.find()) throw new IllegalStateException("no " + name);
        return found.group(1);
    }

    static String token(Map<String, String> form) throws Exception {
        String body = form.entrySet().stream()
            .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
            .collect(Collectors.joining("&", "grant_type=client_credentials&", ""));
        return field(send(to("/oauth/token").header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body))), "access_token");
    }

    static String assertion() throws Exception {
        String pem = Files.readString(Path.of(System.getenv("CLIENT_KEY"))).replaceAll("-----[A-Z ]+-----|\\s", "");
        var key = KeyFactory.getInstance("Ed25519")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
        long now = System.currentTimeMillis() / 1000;
        String claims = String.format(
            "{\"iss\":\"%s\",\"sub\":\"%s\",\"aud\":\"huijia/oauth/token\",\"iat\":%d,\"exp\":%d,\"jti\":\"%s\"}",
            ID, ID, now, now + 60, UUID.randomUUID());
        var encoder = Base64.getUrlEncoder().withoutPadding();
        String signed = encoder.encodeToString("{\"alg\":\"EdDSA\",\"typ\":\"JWT\"}".getBytes(UTF_8))
            + "." + encoder.encodeToString(claims.getBytes(UTF_8));
        var signature = Signature.getInstance("Ed25519");
        signature.initSign(key);
        signature.update(signed.getBytes(UTF_8));
        return signed + "." + encoder.encodeToString(signature.sign());
    }

    public static void main(String[] arguments) throws Exception {
        // 1 令牌：密钥 · a token for a secret
        String token = token(Map.of("client_id", ID, "client_secret", System.getenv("CLIENT_SECRET")));
        System.out.println("secret: " + token.length() + " characters");

        // 2 令牌：私钥签名的断言，更安全 · a token for a signed assertion (private_key_jwt)
        token = token(Map.of(
            "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "client_assertion", assertion()));
        System.out.println("private_key_jwt: " + token.length() + " characters");

        // 3 按用途查询：身份证号放在请求内容里 · a look-up; the number stands in the body
        String number = System.getenv("CITIZEN_NUMBER"), bearer = "Bearer " + token;
        System.out.println("look-up: " + send(to("/api/registry/v1/persons/search")
            .header("Authorization", bearer).header("X-Purpose", "school-enrolment")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"citizen_number\": \"" + number + "\"}"))));

        // 4 提交本月数据 · a submission to the monthly meeting
        String meeting = "/api/registry/v1/reconciliation", purpose = "register-reconciliation";
        String session = field(send(to(meeting + "/sessions?period=2026-10")
            .header("Authorization", bearer).header("X-Purpose", purpose)), "id");
        System.out.println("submission: " + send(
            to(meeting + "/submissions/records?session=" + session + "&kind=enrolment")
                .header("Authorization", bearer).header("X-Purpose", purpose)
                .header("Content-Type", "application/json").header("Idempotency-Key", session + "-1")
                .POST(BodyPublishers.ofString("{\"items\": [{\"citizen_number\": \"" + number + "\"}]}"))));
    }
}
