package auctions.gateway.pump;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The system call send(2) on the socket of a channel, without the channel: the channel's locks and its JNI cost more than
 * everything else that the gateway does for a delivery.
 *
 * <p><b>Why the descriptor is good.</b> A descriptor is a number. Once its socket is closed, the kernel may give the same number
 * to the next connection, and a byte sent then would reach a stranger. So a pump sends only to channels that are registered
 * with its selector. When such a channel is closed, by whatever thread, the JDK marks its selection key as invalid, but keeps the
 * socket open until the selector has selected again. Only the pump's own thread selects, and it never selects between asking
 * {@code SelectionKey.isValid} and sending. So while the key is valid, the descriptor names the subscriber's own socket, and if
 * another thread closes the channel after the question, the socket still stays open until the pump selects: the send then fails.
 * {@code SendCallTest.closedChannelKeepsItsSocketUntilTheSelectorSelects} holds what is said of the JDK,
 * {@code SubscriberTest.writesIntoNobodyElsesSocket} what is said of the key.
 *
 * <p>It needs a 64-bit Linux, and a JVM that exports {@code sun.nio.ch}, where sockets have their descriptors, and allows native
 * calls: the jar's manifest says both. Elsewhere there is no descriptor, and the pump writes to the channel.
 */
final class SendCall {
    /** No descriptor: write to the channel. */
    static final int NO_DESCRIPTOR = -1;
    /** The call failed: the same write to the channel says why. */
    static final int FAILED = -1;

    // No signal, but an error, if the other side is gone. The number is the same for all processors, but Linux's alone.
    private static final int MSG_NOSIGNAL = 0x4000;

    private static final Logger log = LoggerFactory.getLogger(SendCall.class);
    private static final String WITHOUT_IT =
            "writing to sockets through their channels; with --add-exports java.base/sun.nio.ch=ALL-UNNAMED"
                    + " and --enable-native-access=ALL-UNNAMED a delivery costs less";

    private static final @Nullable Calls CALLS = find();

    private SendCall() {}

    private record Calls(MethodHandle descriptorOf, MethodHandle send) {}

    /** The descriptor of a channel's socket, or {@link #NO_DESCRIPTOR}. */
    static int descriptor(SocketChannel channel) {
        if (CALLS == null) {
            return NO_DESCRIPTOR;
        }
        try {
            return (int) CALLS.descriptorOf.invokeExact(channel);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /**
     * Sends as many bytes as the socket takes without waiting, moving the position by as much.
     *
     * @param bytes in direct memory
     * @return the number of bytes taken, or {@link #FAILED}
     */
    static int send(int descriptor, ByteBuffer bytes) {
        if (CALLS == null) {
            return FAILED;
        }
        try {
            long address = MemorySegment.ofBuffer(bytes).address();
            long taken = (long) CALLS.send.invokeExact(descriptor, address, (long) bytes.remaining(), MSG_NOSIGNAL);
            if (taken > 0) {
                bytes.position(bytes.position() + (int) taken);
            }
            return taken < 0 ? FAILED : (int) taken;
        } catch (Throwable e) {
            throw unexpected(e);
        } finally {
            // The address alone does not keep the memory.
            Reference.reachabilityFence(bytes);
        }
    }

    private static @Nullable Calls find() {
        try {
            return new Calls(descriptorOf(), send());
        } catch (ReflectiveOperationException | UnsupportedOperationException | IllegalCallerException e) {
            log.atInfo().addKeyValue("reason", e.getMessage()).log(WITHOUT_IT);
            return null;
        }
    }

    private static MethodHandle descriptorOf() throws ReflectiveOperationException {
        return MethodHandles.lookup()
                .findVirtual(Class.forName("sun.nio.ch.SelChImpl"), "getFDVal", MethodType.methodType(int.class))
                .asType(MethodType.methodType(int.class, SocketChannel.class));
    }

    @SuppressWarnings("restricted") // the signature is POSIX's
    private static MethodHandle send() {
        var linker = Linker.nativeLinker();
        var symbol = linker.defaultLookup().find("send");
        if (symbol.isEmpty() || ADDRESS.byteSize() != Long.BYTES || !isLinux()) {
            throw new UnsupportedOperationException("this is no 64-bit Linux");
        }
        return linker.downcallHandle(
                symbol.get(), FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
    }

    private static boolean isLinux() {
        return System.getProperty("os.name").equals("Linux");
    }

    private static RuntimeException unexpected(Throwable thrown) {
        return switch (thrown) {
            case Error error -> throw error;
            case RuntimeException exception -> exception;
            default -> new IllegalStateException("neither call is declared to throw anything", thrown);
        };
    }
}
