import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.IntPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexOrDocValuesQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopScoreDocCollector;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.MMapDirectory;

/**
 * Lucene's side of the match benchmark: the same words of the same documents, the same terms with the same weights,
 * top-k by BM25 with skipping (WAND over block maxima), filters that do not score. One thread searches. Reads a line,
 * answers a line of JSON:
 *
 *   build                                   index the token file, merge to one segment
 *   run LIST FILTER COUNT IDS               the first COUNT queries, one after another; IDS 1: with the ids found
 *   load LIST FILTER COUNT GAPS UPSERTS     queries by the clock (GAPS: file of arrival times in ms) while another
 *                                           thread replaces documents (UPSERTS: token lines) 200 times a second
 *   usage                                   memory
 */
public final class LuceneBench {
  private static final int K = 200;
  private static final int UPSERTS_PER_SECOND = 200;
  private static final long REFRESH_NANOS = 50_000_000;

  /** The query's shares hold the inverse frequencies already, as they do for every engine. */
  private static final class SharesOnly extends BM25Similarity {
    SharesOnly() {
      super(1.2f, 0.5f);
    }

    @Override
    protected float idf(long docFreq, long docCount) {
      return 1f;
    }
  }

  /** A searcher scores by its own similarity, whatever the writer's was. */
  private static final SearcherFactory SEARCHERS = new SearcherFactory() {
    @Override
    public IndexSearcher newSearcher(IndexReader reader, IndexReader previous) {
      IndexSearcher searcher = new IndexSearcher(reader);
      searcher.setSimilarity(new SharesOnly());
      return searcher;
    }
  };

  private final Path tokens;
  private final Map<String, List<List<BoostQuery>>> lists = new HashMap<>();
  private final IndexWriter writer;
  private SearcherManager searchers;
  /** A flag, not an interrupt: an interrupt would close the files under Lucene's feet. */
  private volatile boolean isOver;

  private LuceneBench(Path tokens, Path queries, Path index) throws IOException {
    this.tokens = tokens;
    try (Stream<String> lines = Files.lines(queries)) {
      lines.forEach(this::readQuery);
    }
    IndexWriterConfig config = new IndexWriterConfig(new WhitespaceAnalyzer());
    config.setSimilarity(new SharesOnly());
    config.setRAMBufferSizeMB(256);
    writer = new IndexWriter(new MMapDirectory(index), config);
  }

  /** list, then word and share in turn, parted by tabs. */
  private void readQuery(String line) {
    String[] parts = line.split("\t");
    List<BoostQuery> terms = new ArrayList<>();
    for (int i = 1; i + 1 < parts.length; i += 2)
      terms.add(new BoostQuery(new TermQuery(new Term("words", parts[i])), Float.parseFloat(parts[i + 1])));
    lists.computeIfAbsent(parts[0], name -> new ArrayList<>()).add(terms);
  }

  /** Frequencies, but no positions: nobody asks for phrases. */
  private static FieldType wordsType() {
    FieldType type = new FieldType();
    type.setTokenized(true);
    type.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
    type.freeze();
    return type;
  }

  private static final FieldType WORDS = wordsType();

  private static Document toDocument(String line) {
    String[] parts = line.split("\t", 5);
    Document document = new Document();
    document.add(new StringField("id", parts[0], Field.Store.YES));
    document.add(new IntPoint("trl", Integer.parseInt(parts[1])));
    document.add(new NumericDocValuesField("trl", Integer.parseInt(parts[1])));
    document.add(new StringField("city", parts[2].substring(0, 4) + "00", Field.Store.NO));
    document.add(new StringField("organisation", parts[3], Field.Store.NO));
    document.add(new Field("words", parts[4], WORDS));
    return document;
  }

  private String build() throws IOException {
    long start = System.nanoTime();
    try (BufferedReader reader = Files.newBufferedReader(tokens)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) writer.addDocument(toDocument(line));
    }
    writer.forceMerge(1);
    writer.commit();
    searchers = new SearcherManager(writer, SEARCHERS);
    return String.format("{\"seconds\":%.3f}", (System.nanoTime() - start) / 1e9);
  }

  /** "none", or field=value, or trl>=value. */
  private static Query filterOf(String filter) {
    if (filter.equals("none")) return null;
    if (filter.startsWith("trl>=")) {
      int low = Integer.parseInt(filter.substring(5));
      return new IndexOrDocValuesQuery(
          IntPoint.newRangeQuery("trl", low, Integer.MAX_VALUE),
          NumericDocValuesField.newSlowRangeQuery("trl", low, Integer.MAX_VALUE));
    }
    String[] parts = filter.split("=", 2);
    return new TermQuery(new Term(parts[0], parts[1]));
  }

  private static ScoreDoc[] search(IndexSearcher searcher, List<BoostQuery> terms, Query filter) throws IOException {
    BooleanQuery.Builder words = new BooleanQuery.Builder();
    for (BoostQuery term : terms) words.add(term, BooleanClause.Occur.SHOULD);
    Query query = words.build();
    if (filter != null)
      query = new BooleanQuery.Builder()
          .add(query, BooleanClause.Occur.MUST)
          .add(filter, BooleanClause.Occur.FILTER)
          .build();
    // Counting no further than K lets Lucene skip as early as it can.
    TopScoreDocCollector best = TopScoreDocCollector.create(K, null, K);
    searcher.search(query, best);
    return best.topDocs().scoreDocs;
  }

  /**
   * All threads, compiler and collector too: Java's own figure has steps of 10 ms. The kernel's account of a thread is
   * exact once the thread rests, so that of the running one comes from its clock.
   */
  private static long processCpuNanos() throws IOException {
    Path own = Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName();
    long sum = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
      for (Path task : (Iterable<Path>) tasks::iterator) {
        if (task.getFileName().equals(own)) continue;
        try {
          sum += Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ")[0]);
        } catch (NoSuchFileException ended) {
          // A thread that is no more; the virtual machine's threads live long.
        }
      }
    }
    return sum;
  }

  private List<List<BoostQuery>> queriesOf(String list, int count) {
    List<List<BoostQuery>> all = lists.getOrDefault(list, List.of());
    return all.subList(0, Math.min(count, all.size()));
  }

  private static String idsOf(IndexSearcher searcher, ScoreDoc[] found) throws IOException {
    List<String> ids = new ArrayList<>();
    for (ScoreDoc hit : found) ids.add("\"" + searcher.doc(hit.doc).get("id") + "\"");
    return "[" + String.join(",", ids) + "]";
  }

  private String run(String list, Query filter, int count, boolean withIds) throws IOException {
    List<String> walls = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    long hits = 0;
    IndexSearcher searcher = searchers.acquire();
    try {
      long cpu = processCpuNanos();
      for (List<BoostQuery> terms : queriesOf(list, count)) {
        long start = System.nanoTime();
        ScoreDoc[] found = search(searcher, terms, filter);
        walls.add(String.format("%.1f", (System.nanoTime() - start) / 1e3));
        hits += found.length;
        if (withIds) ids.add(idsOf(searcher, found));
      }
      cpu = processCpuNanos() - cpu;
      String known = withIds ? ",\"ids\":[" + String.join(",", ids) + "]" : "";
      return String.format(
          "{\"wallMicros\":[%s],\"cpuMicros\":%.1f,\"hits\":%d%s}", String.join(",", walls), cpu / 1e3, hits, known);
    } finally {
      searchers.release(searcher);
    }
  }

  private static void waitUntil(long nanos) {
    while (System.nanoTime() < nanos) LockSupport.parkNanos(nanos - System.nanoTime());
  }

  /** Replaces documents by the clock until it is over; what is new is seen 50 ms later at the latest. */
  private Thread startUpserts(List<String> lines, long start, long[] done) {
    Thread thread = new Thread(() -> {
      try {
        long refreshAt = start + REFRESH_NANOS;
        for (String line : lines) {
          waitUntil(start + done[0] * (1_000_000_000L / UPSERTS_PER_SECOND));
          if (isOver) return;
          writer.updateDocument(new Term("id", line.substring(0, line.indexOf('\t'))), toDocument(line));
          done[0]++;
          if (System.nanoTime() < refreshAt) continue;
          searchers.maybeRefresh();
          refreshAt = System.nanoTime() + REFRESH_NANOS;
        }
      } catch (IOException problem) {
        throw new java.io.UncheckedIOException(problem);
      }
    });
    thread.start();
    return thread;
  }

  private String load(String list, Query filter, int count, Path gaps, Path upserts)
      throws IOException, InterruptedException {
    List<String> due = Files.readAllLines(gaps);
    List<String> walls = new ArrayList<>();
    long hits = 0;
    long cpu = 0;
    long[] done = {0};
    isOver = false;
    long start = System.nanoTime();
    Thread upserting = startUpserts(Files.readAllLines(upserts), start, done);
    int n = 0;
    for (List<BoostQuery> terms : queriesOf(list, count)) {
      long came = start + (long) (Double.parseDouble(due.get(n++)) * 1e6);
      waitUntil(came);
      long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      IndexSearcher searcher = searchers.acquire();
      try {
        hits += search(searcher, terms, filter).length;
      } finally {
        searchers.release(searcher);
      }
      cpu += ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
      walls.add(String.format("%.1f", (System.nanoTime() - came) / 1e3));
    }
    isOver = true;
    upserting.join();
    return String.format(
        "{\"wallMicros\":[%s],\"cpuMicros\":%.1f,\"hits\":%d,\"upserts\":%d}",
        String.join(",", walls), cpu / 1e3, hits, done[0]);
  }

  private static String usage() throws IOException {
    System.gc();
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      String line = lines.filter(text -> text.startsWith("VmRSS")).findFirst().orElse("VmRSS: 0 kB");
      double megabytes = Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024;
      return String.format("{\"rssMb\":%.1f,\"note\":\"with the mapped pages of the index\"}", megabytes);
    }
  }

  private String answer(String[] words) throws IOException, InterruptedException {
    switch (words[0]) {
      case "build":
        return build();
      case "run":
        return run(words[1], filterOf(words[2]), Integer.parseInt(words[3]), words[4].equals("1"));
      case "load":
        return load(words[1], filterOf(words[2]), Integer.parseInt(words[3]), Path.of(words[4]), Path.of(words[5]));
      case "usage":
        return usage();
      default:
        throw new IllegalArgumentException(words[0]);
    }
  }

  public static void main(String[] args) throws Exception {
    LuceneBench bench = new LuceneBench(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]));
    BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    System.out.println("\"ready\"");
    for (String line = requests.readLine(); line != null; line = requests.readLine())
      System.out.println(bench.answer(line.split("\t")));
    System.exit(0);
  }
}
