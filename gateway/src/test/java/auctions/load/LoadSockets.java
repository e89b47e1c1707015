package auctions.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Connections to a port of this machine, plain or over TLS. What the JVM trusts is its own matter: {@code -Djavax.net.ssl.trustStore}.
 * Each has a small receive buffer, and is reset at its end, so that no port stays behind.
 *
 * @param port where to
 * @param secure whether over TLS
 */
record LoadSockets(int port, boolean secure) {
    private static final int SMALL_BUFFER_BYTES = 4096;

    /** A new connection, for HTTP/1.1. */
    Socket connect() throws IOException {
        return connect("http/1.1");
    }

    /** A new connection, for HTTP/2. */
    Socket connectForHttp2() throws IOException {
        return connect("h2");
    }

    private Socket connect(String protocol) throws IOException {
        if (!secure) {
            return open(new Socket());
        }
        var socket = (SSLSocket) SSLSocketFactory.getDefault().createSocket();
        var parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {protocol});
        socket.setSSLParameters(parameters);
        return open(socket);
    }

    private Socket open(Socket socket) throws IOException {
        socket.setReceiveBufferSize(SMALL_BUFFER_BYTES);
        socket.setSoLinger(true, 0);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }
}
