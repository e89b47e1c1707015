package auctions.ingestor.sim.session;

import auctions.ingestor.sim.sql.SqlError;
import auctions.ingestor.sim.wire.FrontendMessage;
import auctions.ingestor.sim.wire.MessageWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The server's half of SCRAM-SHA-256 without channel binding (RFC 5802, RFC 7677), for one login. */
final class ScramExchange {
    private static final String MECHANISM = "SCRAM-SHA-256";
    private static final int SASL = 10;
    private static final int SASL_CONTINUE = 11;
    private static final int SASL_FINAL = 12;
    private static final int KEY_BITS = 256;
    private static final byte[] SALT = "sixteen salt byt".getBytes(StandardCharsets.US_ASCII);

    /** Gives the client's next password message. */
    @FunctionalInterface
    interface Answers {
        /** Waits for the message. */
        FrontendMessage next() throws IOException;
    }

    private final Authentication.Scram expected;
    private final MessageWriter out;
    private final Answers answers;

    ScramExchange(Authentication.Scram expected, MessageWriter out, Answers answers) {
        this.expected = expected;
        this.out = out;
        this.answers = answers;
    }

    /** Returns when the client has proven that it knows the password; fails otherwise. */
    void run() throws IOException {
        out.begin('R').int32(SASL).cstring(MECHANISM).int8(0).end();
        out.flush();
        var initial = answers.next();
        if (!initial.cstring().equals(MECHANISM)) {
            throw SqlError.fatal("28000", "expected SASL mechanism " + MECHANISM);
        }
        var clientFirst = new String(initial.bytes(initial.int32()), StandardCharsets.UTF_8);
        var clientFirstBare = clientFirst.substring(clientFirst.indexOf(",", 2) + 1);
        var nonce = attribute(clientFirstBare, 'r') + UUID.randomUUID();
        var serverFirst =
                "r=" + nonce + ",s=" + Base64.getEncoder().encodeToString(SALT) + ",i=" + expected.iterations();
        send(SASL_CONTINUE, serverFirst);

        var clientFinal = answers.next().remaining();
        var withoutProof = clientFinal.substring(0, clientFinal.lastIndexOf(",p="));
        var proof = Base64.getDecoder().decode(attribute(clientFinal, 'p'));
        var signed = clientFirstBare + "," + serverFirst + "," + withoutProof;
        try {
            var salted = saltedPassword();
            if (!attribute(withoutProof, 'r').equals(nonce) || !proves(proof, salted, signed)) {
                throw SqlError.fatal("28P01", "invalid password");
            }
            var serverKey = hmac(salted, "Server Key");
            send(SASL_FINAL, "v=" + Base64.getEncoder().encodeToString(hmac(serverKey, signed)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has PBKDF2 and HMAC with SHA-256", e);
        }
    }

    private byte[] saltedPassword() throws GeneralSecurityException {
        var spec = new PBEKeySpec(expected.password().toCharArray(), SALT, expected.iterations(), KEY_BITS);
        return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(spec)
                .getEncoded();
    }

    private static boolean proves(byte[] proof, byte[] salted, String signed) throws GeneralSecurityException {
        var clientKey = hmac(salted, "Client Key");
        var storedKey = MessageDigest.getInstance("SHA-256").digest(clientKey);
        var signature = hmac(storedKey, signed);
        for (var i = 0; i < signature.length; i++) {
            signature[i] ^= clientKey[i];
        }
        return MessageDigest.isEqual(signature, proof);
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String attribute(String message, char name) {
        for (var part : message.split(",", -1)) {
            if (part.startsWith(name + "=")) {
                return part.substring(2);
            }
        }
        throw SqlError.fatal("28000", "a SCRAM message without " + name);
    }

    private void send(int kind, String text) {
        out.begin('R').int32(kind).text(text).end();
        out.flush();
    }
}
