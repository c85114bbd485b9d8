/** Starts mongo-java-server on a loopback port; its artefacts bring no main class of their own. */
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.ServerVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;

class MongoJavaServer {
    public static void main(String[] arguments) throws InterruptedException {
        var server = new MongoServer(new MemoryBackend().version(ServerVersion.MONGO_5_0));
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow));
        server.bind("127.0.0.1", Integer.parseInt(arguments[0]));
        Thread.currentThread().join();
    }
}
