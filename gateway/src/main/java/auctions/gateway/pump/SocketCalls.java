package auctions.gateway.pump;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
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
 * The system calls that a pump makes on the socket of a channel without the channel: send(2), as the channel's locks and its JNI
 * cost more than everything else that the gateway does for a delivery, and ioctl(2) with {@code SIOCOUTQ}, as channels have no method for it.
 *
 * <p><b>Why the descriptor is good.</b> A descriptor is a number. Once its socket is closed, the kernel may give the same number
 * to the next connection, and a byte sent then would reach a stranger. So a pump sends only to channels that are registered
 * with its selector. When such a channel is closed, by whatever thread, the JDK marks its selection key as invalid, but keeps the
 * socket open until the selector has selected again. Only the pump's own thread selects, and it never selects between asking
 * {@code SelectionKey.isValid} and sending. So while the key is valid, the descriptor names the subscriber's own socket, and if
 * another thread closes the channel after the question, the socket still stays open until the pump selects: the call then fails.
 * {@code SocketCallsTest.closedChannelKeepsItsSocketUntilTheSelectorSelects} holds what is said of the JDK,
 * {@code SubscriberTest.writesIntoNobodyElsesSocket} what is said of the key.
 *
 * <p>It needs a 64-bit Linux, and a JVM that exports {@code sun.nio.ch}, where sockets have their descriptors, and allows native
 * calls: the jar's manifest says both. Elsewhere there is no descriptor, and the pump writes to the channel.
 */
final class SocketCalls {
    /** No descriptor: write to the channel. */
    static final int NO_DESCRIPTOR = -1;
    /** The call failed: the same write to the channel says why. */
    static final int FAILED = -1;

    // No signal, but an error, if the other side is gone. The number is the same for all processors, but Linux's alone.
    private static final int MSG_NOSIGNAL = 0x4000;

    // The size of the send queue; the number is that of TIOCOUTQ, on x86 and ARM.
    private static final long SIOCOUTQ = 0x5411;

    private static final Logger log = LoggerFactory.getLogger(SocketCalls.class);
    private static final String WITHOUT_IT =
            "writing to sockets through their channels; with --add-exports java.base/sun.nio.ch=ALL-UNNAMED"
                    + " and --enable-native-access=ALL-UNNAMED a delivery costs less";

    private static final @Nullable Calls CALLS = find();

    private SocketCalls() {}

    private record Calls(MethodHandle descriptorOf, MethodHandle send, MethodHandle ioctl) {}

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

    /**
     * How many bytes the socket's send queue holds, which the other side has not acknowledged (tcp(7), SIOCOUTQ).
     *
     * @param result four bytes of direct memory, for the call's use
     * @return the number of bytes; 0 if the call failed
     */
    static int unacknowledged(int descriptor, ByteBuffer result) {
        if (CALLS == null) {
            return 0;
        }
        try {
            var segment = MemorySegment.ofBuffer(result);
            int failed = (int) CALLS.ioctl.invokeExact(descriptor, SIOCOUTQ, segment.address());
            return failed == 0 ? segment.get(JAVA_INT_UNALIGNED, 0) : 0;
        } catch (Throwable e) {
            throw unexpected(e);
        } finally {
            Reference.reachabilityFence(result);
        }
    }

    private static @Nullable Calls find() {
        try {
            return new Calls(descriptorOf(), send(), ioctl());
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

    private static MethodHandle send() {
        return call("send", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
    }

    private static MethodHandle ioctl() {
        int fixedArguments = 2;
        return call(
                "ioctl",
                FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG),
                Linker.Option.firstVariadicArg(fixedArguments));
    }

    @SuppressWarnings("restricted") // the signatures are those of the manual pages
    private static MethodHandle call(String name, FunctionDescriptor signature, Linker.Option... options) {
        var linker = Linker.nativeLinker();
        var symbol = linker.defaultLookup().find(name);
        if (symbol.isEmpty() || ADDRESS.byteSize() != Long.BYTES || !isLinux()) {
            throw new UnsupportedOperationException("this is no 64-bit Linux");
        }
        return linker.downcallHandle(symbol.get(), signature, options);
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
