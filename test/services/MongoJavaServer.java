/** Starts mongo-java-server on a loopback port; its artefacts bring no main class of their own. */
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.util.List;

class MongoJavaServer {
    public static void main(String[] arguments) throws InterruptedException {
        var server = new MongoServer(new MemoryBackend().version(new Five()));
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow));
        server.bind("127.0.0.1", Integer.parseInt(arguments[0]));
        Thread.currentThread().join();
    }

    /** Its own 5.0 speaks of the wire version of 4.2, which the driver would not talk to. */
    private static class Five implements MongoVersion {
        public List<Integer> getVersionArray() { return List.of(5, 0, 0); }

        public int getWireVersion() { return 9; }
    }
}
