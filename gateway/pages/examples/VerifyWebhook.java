// 验证推送的签名 · verify a webhook (java VerifyWebhook.java). 内容从标准输入读入 · the body comes on standard input
// WEBHOOK_SECRET WEBHOOK_ID WEBHOOK_TIMESTAMP WEBHOOK_SIGNATURE

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

public class VerifyWebhook {
    static boolean isGenuine(String secret, String id, String timestamp, String signature, byte[] body)
            throws Exception {
        if (Math.abs(System.currentTimeMillis() / 1000 - Long.parseLong(timestamp)) > 300) return false;
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
        mac.update((id + "." + timestamp + ".").getBytes(UTF_8));
        byte[] expected = ("v1," + Base64.getEncoder().encodeToString(mac.doFinal(body))).getBytes(UTF_8);
        for (String given : signature.split(" "))
            if (MessageDigest.isEqual(expected, given.getBytes(UTF_8))) return true;
        return false;
    }

    public static void main(String[] arguments) throws Exception {
        boolean genuine = isGenuine(System.getenv("WEBHOOK_SECRET"), System.getenv("WEBHOOK_ID"),
            System.getenv("WEBHOOK_TIMESTAMP"), System.getenv("WEBHOOK_SIGNATURE"), System.in.readAllBytes());
        System.out.println(genuine ? "genuine" : "forged");
        System.exit(genuine ? 0 : 1);
    }
}
