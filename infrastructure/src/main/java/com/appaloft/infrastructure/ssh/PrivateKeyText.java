package com.appaloft.infrastructure.ssh;

import com.appaloft.application.timing.Bounded;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Ed25519KeyFactory;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.userauth.password.PasswordUtils;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.misc.ScryptParams;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCS12PBEParams;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;
import org.jspecify.annotations.Nullable;

/** Reads the private keys that people give us; none of them costs more time or memory than one that is well-meant. */
final class PrivateKeyText {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** Of bcrypt; ssh-keygen takes 16 or 24 if it is not told otherwise. */
    private static final long MOST_ROUNDS = 500;

    private static final BigInteger MOST_ITERATIONS = BigInteger.valueOf(5_000_000);
    private static final BigInteger MOST_MEMORY = BigInteger.valueOf(64 << 20);

    private static final Pattern OPENSSH =
            Pattern.compile("-----BEGIN OPENSSH PRIVATE KEY-----(.*?)-----END", Pattern.DOTALL);
    private static final Pattern PKCS8 = Pattern.compile("-----BEGIN (ENCRYPTED )?PRIVATE KEY-----");
    private static final int OPENSSH_MAGIC = "openssh-key-v1\0".length();

    private static final Set<KeyType> OFFERED =
            EnumSet.of(KeyType.ED25519, KeyType.ECDSA256, KeyType.ECDSA384, KeyType.ECDSA521, KeyType.RSA);

    /** Says why, in a sentence that shows nothing of the key. */
    static final class Unreadable extends RuntimeException {
        private final String sentence;

        Unreadable(String sentence) {
            super(sentence);
            this.sentence = sentence;
        }

        String sentence() {
            return sentence;
        }
    }

    private PrivateKeyText() {}

    /** @throws Unreadable where it is no private key of ours */
    static KeyPair read(String text, @Nullable String passphrase) {
        if (text.contains("PuTTY-User-Key-File")) {
            throw new Unreadable(
                    "This is a key in PuTTY's own form; convert it: puttygen KEY -O private-openssh -o NEW.");
        }
        var key = Bounded.within(LIMIT, () -> orRefused(passphrase, () -> loaded(text, passphrase)))
                .orElseThrow(() -> new Unreadable("Reading this private key takes too long."));
        if (!OFFERED.contains(KeyType.fromKey(key.getPublic()))) {
            throw new Unreadable("A key of this type is not offered to servers; give an ed25519, ECDSA or RSA key.");
        }
        return key;
    }

    /** What may go wrong with bytes from anywhere. */
    @FunctionalInterface
    private interface Reading {
        KeyPair key() throws IOException, GeneralSecurityException, PKCSException;
    }

    private static KeyPair orRefused(@Nullable String passphrase, Reading reading) {
        try {
            return reading.key();
        } catch (Unreadable e) {
            throw e;
        } catch (IOException
                | GeneralSecurityException
                | PKCSException
                | RuntimeException
                | OutOfMemoryError
                | StackOverflowError e) {
            // what calls itself ASN.1 says itself how long and how deep it is
            throw new Unreadable(
                    passphrase == null
                            ? "This is no private key that can be read; give an ed25519, ECDSA or RSA key, and its"
                                    + " passphrase if it has one."
                            : "This is no private key that can be read with this passphrase.");
        }
    }

    private static KeyPair loaded(String text, @Nullable String passphrase)
            throws IOException, GeneralSecurityException, PKCSException {
        if (PKCS8.matcher(text).find()) {
            return pkcs8(text, passphrase);
        }
        if (passphrase == null && text.contains("Proc-Type: 4,ENCRYPTED")) {
            throw new IOException("sshj would take the sealed bytes for the key");
        }
        var blocks = OPENSSH.matcher(text);
        while (blocks.find()) {
            refuseManyRounds(Base64.getMimeDecoder().decode(blocks.group(1)));
        }
        return bySshj(text, passphrase);
    }

    private static KeyPair bySshj(String text, @Nullable String passphrase) throws IOException {
        try (var client = new SSHClient(Algorithms.config(Algorithms.HOST_KEYS.getFirst()))) {
            var key = client.loadKeys(
                    text, null, passphrase == null ? null : PasswordUtils.createOneOff(passphrase.toCharArray()));
            return new KeyPair(key.getPublic(), key.getPrivate());
        }
    }

    /** The key says itself how much work opening it is (OpenSSH's PROTOCOL.key). */
    private static void refuseManyRounds(byte[] blob) throws IOException {
        var head = new Buffer.PlainBuffer(blob);
        head.rpos(OPENSSH_MAGIC);
        head.readString();
        if (head.readString().equals("bcrypt")) {
            var options = new Buffer.PlainBuffer(head.readStringAsBytes());
            options.readStringAsBytes();
            refuse(options.readUInt32() > MOST_ROUNDS, "ssh-keygen -p -a 24 -f KEY");
        }
    }

    /** sshj knows neither ed25519 nor scrypt in this form. */
    private static KeyPair pkcs8(String text, @Nullable String passphrase)
            throws IOException, GeneralSecurityException, PKCSException {
        PrivateKeyInfo key = switch (new PEMParser(new StringReader(text)).readObject()) {
            case PrivateKeyInfo plain -> plain;
            case PKCS8EncryptedPrivateKeyInfo sealed when passphrase != null -> opened(sealed, passphrase);
            case null, default -> throw new IOException("no key");
        };
        if (key.getPrivateKeyAlgorithm().getAlgorithm().equals(EdECObjectIdentifiers.id_Ed25519)) {
            var secret = (Ed25519PrivateKeyParameters) PrivateKeyFactory.createKey(key);
            return new KeyPair(
                    Ed25519KeyFactory.getPublicKey(secret.generatePublicKey().getEncoded()),
                    Ed25519KeyFactory.getPrivateKey(secret.getEncoded()));
        }
        var plain = Base64.getMimeEncoder().encodeToString(key.getEncoded());
        return bySshj("-----BEGIN PRIVATE KEY-----\n" + plain + "\n-----END PRIVATE KEY-----\n", null);
    }

    private static PrivateKeyInfo opened(PKCS8EncryptedPrivateKeyInfo sealed, String passphrase) throws PKCSException {
        refuse(laborious(sealed.toASN1Structure().getEncryptionAlgorithm()), "openssl pkcs8 -topk8 -in KEY -out NEW");
        return sealed.decryptPrivateKeyInfo(new JcePKCSPBEInputDecryptorProviderBuilder()
                .setProvider(new BouncyCastleProvider())
                .build(passphrase.toCharArray()));
    }

    private static boolean laborious(AlgorithmIdentifier encryption) {
        if (!encryption.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2)) {
            return many(PKCS12PBEParams.getInstance(encryption.getParameters()).getIterations());
        }
        var derivation = PBES2Parameters.getInstance(encryption.getParameters()).getKeyDerivationFunc();
        if (!derivation.getAlgorithm().equals(MiscObjectIdentifiers.id_scrypt)) {
            return many(PBKDF2Params.getInstance(derivation.getParameters()).getIterationCount());
        }
        var scrypt = ScryptParams.getInstance(derivation.getParameters());
        var memory = scrypt.getCostParameter().multiply(scrypt.getBlockSize()).shiftLeft(7);
        return memory.compareTo(MOST_MEMORY) > 0
                || memory.multiply(scrypt.getParallelizationParameter()).compareTo(MOST_MEMORY) > 0;
    }

    private static boolean many(BigInteger iterations) {
        return iterations.compareTo(MOST_ITERATIONS) > 0;
    }

    private static void refuse(boolean laborious, String command) {
        if (laborious) {
            throw new Unreadable("Opening this private key is too much work; make it less: " + command + ".");
        }
    }
}
