package com.appaloft.infrastructure.dns;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Says the IPv4 address of every name, and fails when it is asked for anything else. */
final class HalfNameServer implements AutoCloseable {
    private static final int TTL = 60;

    private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final InetAddress said;

    HalfNameServer(String address) throws IOException {
        this.said = InetAddress.getByName(address);
        Thread.startVirtualThread(this::answerAll);
    }

    String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    private void answerAll() {
        var packet = new DatagramPacket(new byte[512], 512);
        while (!socket.isClosed()) {
            try {
                socket.receive(packet);
                var answer = answered(new Message(Arrays.copyOf(packet.getData(), packet.getLength())))
                        .toWire();
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException e) {
                return;
            }
        }
    }

    private Message answered(Message question) {
        var record = question.getQuestion();
        var answer = new Message(question.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.addRecord(record, Section.QUESTION);
        if (record.getType() == Type.A) {
            answer.addRecord(new ARecord(record.getName(), record.getDClass(), TTL, said), Section.ANSWER);
        } else {
            answer.getHeader().setRcode(Rcode.SERVFAIL);
        }
        return answer;
    }

    @Override
    public void close() {
        socket.close();
    }
}
