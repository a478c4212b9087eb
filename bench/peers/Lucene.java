/* Lucene: BM25Similarity, words and positions, one segment in the order of documents, read through
 * MMapDirectory, no cache of queries; facets by columns in memory, years as a range of documents.
 * Spoken to by lucene.c over pipes, with its own clock, so that the pipe does not count.
 * usage: Lucene build CORPUS FOLDER | Lucene ask CORPUS FOLDER */
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.apache.lucene.document.*;
import org.apache.lucene.index.*;
import org.apache.lucene.search.*;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.MMapDirectory;

final class Lucene {
	static final int HITS = 20, COUNTED = 4, BY_YEAR = 2, BY_TAG = 3;
	static final String[] NAMES = { "origin", "class", "year", "tag" };

	/* Blanks part words; a phrase does not go from one passage into the next. */
	static final class Cut extends Analyzer {
		@Override protected TokenStreamComponents createComponents(String field) {
			return new TokenStreamComponents(new WhitespaceTokenizer());
		}
		@Override public int getPositionIncrementGap(String field) {
			return 1;
		}
	}

	static BufferedReader open(String corpus, String name) throws IOException {
		return Files.newBufferedReader(Paths.get(corpus, name), StandardCharsets.UTF_8);
	}

	static void build(String corpus, String folder) throws IOException {
		IndexWriterConfig config = new IndexWriterConfig(new Cut());
		config.setSimilarity(new BM25Similarity());
		config.setRAMBufferSizeMB(1024);
		config.setMergePolicy(new LogDocMergePolicy()); /* keeps the order */
		config.setMergeScheduler(new SerialMergeScheduler());
		config.setUseCompoundFile(false);
		try (BufferedReader facts = open(corpus, "facts"); BufferedReader words = open(corpus, "words");
		     MMapDirectory directory = new MMapDirectory(Paths.get(folder));
		     IndexWriter writer = new IndexWriter(directory, config)) {
			for (String line; (line = facts.readLine()) != null;)
				writer.addDocument(document(line.split("\t", -1), words));
			writer.forceMerge(1);
		}
	}

	static Document document(String[] fields, BufferedReader words) throws IOException {
		Document document = new Document();
		document.add(new StringField("origin", fields[2], Field.Store.NO));
		document.add(new StringField("class", fields[3], Field.Store.NO));
		for (String tag : fields[5].split(","))
			document.add(new StringField("tag", tag, Field.Store.NO));
		for (String line; (line = words.readLine()) != null && !line.isEmpty();)
			document.add(new TextField("text", line, Field.Store.NO));
		return document;
	}

	/* A facet's values by document. */
	static final class Column {
		final Map<String, Integer> numbers = new HashMap<>();
		final List<String> names = new ArrayList<>();
		char[] values = new char[1 << 16];
		int[] starts = new int[1 << 16];
		int[] counts;
		int used;

		void add(int document, String value) {
			if (document + 1 >= starts.length)
				starts = Arrays.copyOf(starts, 2 * starts.length);
			if (!value.equals("-")) {
				Integer number = numbers.putIfAbsent(value, names.size());
				if (number == null)
					names.add(value);
				if (used == values.length)
					values = Arrays.copyOf(values, 2 * used);
				values[used++] = (char)(number == null ? names.size() - 1 : number);
			}
			starts[document + 1] = used;
		}
	}

	final Column[] columns = new Column[COUNTED];
	final IndexSearcher searcher;
	char[] origins, levels, years; /* by document, or NONE */
	static final char NONE = 0xFFFF;
	int documents;

	Lucene(String corpus, String folder) throws IOException {
		for (int facet = 0; facet < COUNTED; facet++)
			columns[facet] = new Column();
		try (BufferedReader facts = open(corpus, "facts")) {
			for (String line; (line = facts.readLine()) != null; documents++) {
				String[] fields = line.split("\t", -1);
				for (int facet = 0; facet < BY_TAG; facet++)
					columns[facet].add(documents, fields[2 + facet]);
				for (String tag : fields[5].split(","))
					columns[BY_TAG].add(documents, tag);
			}
		}
		for (Column column : columns)
			column.counts = new int[column.names.size()];
		origins = single(0);
		levels = single(1);
		years = single(BY_YEAR);
		searcher = new IndexSearcher(DirectoryReader.open(new MMapDirectory(Paths.get(folder))));
		searcher.setSimilarity(new BM25Similarity());
		searcher.setQueryCache(null);
		if (searcher.getIndexReader().leaves().size() != 1 || searcher.getIndexReader().maxDoc() != documents)
			throw new IOException("the index is not the corpus in one segment");
	}

	char[] single(int facet) {
		char[] single = new char[documents];
		Column column = columns[facet];
		for (int i = 0; i < documents; i++)
			single[i] = column.starts[i] < column.starts[i + 1] ? column.values[column.starts[i]] : NONE;
		return single;
	}

	/* Counts, or counts and scores at once. */
	final class Counter extends SimpleCollector {
		final int[] origin = columns[0].counts, level = columns[1].counts, year = columns[2].counts, tag = columns[3].counts;
		final char[] tags = columns[BY_TAG].values;
		final int[] starts = columns[BY_TAG].starts;
		int total;

		@Override public void collect(int document) {
			total++;
			if (origins[document] != NONE)
				origin[origins[document]]++;
			if (levels[document] != NONE)
				level[levels[document]]++;
			if (years[document] != NONE)
				year[years[document]]++;
			for (int i = starts[document]; i < starts[document + 1]; i++)
				tag[tags[i]]++;
		}
		@Override public ScoreMode scoreMode() {
			return ScoreMode.COMPLETE_NO_SCORES;
		}
	}

	/* The documents from `first` to `end` - 1. */
	static final class Between extends Query {
		final int first, end;
		Between(int first, int end) {
			this.first = first;
			this.end = end;
		}
		@Override public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost) {
			return new ConstantScoreWeight(this, boost) {
				@Override public Scorer scorer(LeafReaderContext context) {
					return first < end ? new ConstantScoreScorer(this, score(), mode, DocIdSetIterator.range(first, end)) : null;
				}
				@Override public boolean isCacheable(LeafReaderContext context) {
					return false;
				}
			};
		}
		@Override public String toString(String field) {
			return first + ".." + end;
		}
		@Override public boolean equals(Object other) {
			return other instanceof Between && ((Between)other).first == first && ((Between)other).end == end;
		}
		@Override public int hashCode() {
			return 31 * first + end;
		}
	}

	int firstFrom(int year) {
		int low = 0, high = documents;
		while (low < high) {
			int middle = (low + high) >>> 1;
			int at = years[middle] == NONE ? 0 : Integer.parseInt(columns[BY_YEAR].names.get(years[middle]));
			if (at < year)
				low = middle + 1;
			else
				high = middle;
		}
		return low;
	}

	static Query term(String field, String value) {
		return new TermQuery(new Term(field, value));
	}

	/* op, words, origin, classification, from, to, tag */
	Query query(String[] fields) {
		String[] words = fields[1].split(" ");
		BooleanQuery.Builder all = new BooleanQuery.Builder();
		if (fields[0].equals("\""))
			all.add(new PhraseQuery("text", words), BooleanClause.Occur.MUST);
		else if (fields[0].equals("|")) {
			BooleanQuery.Builder any = new BooleanQuery.Builder();
			for (String word : words)
				any.add(term("text", word), BooleanClause.Occur.SHOULD);
			all.add(any.build(), BooleanClause.Occur.MUST);
		} else if (fields[0].equals("&"))
			for (String word : words)
				all.add(term("text", word), BooleanClause.Occur.MUST);
		if (!fields[2].equals("-"))
			all.add(term("origin", fields[2]), BooleanClause.Occur.FILTER);
		if (!fields[3].equals("-"))
			all.add(term("class", fields[3]), BooleanClause.Occur.FILTER);
		if (!fields[4].equals("0"))
			all.add(new Between(firstFrom(Integer.parseInt(fields[4])), firstFrom(Integer.parseInt(fields[5]) + 1)),
			    BooleanClause.Occur.FILTER);
		if (!fields[6].equals("-"))
			all.add(term("tag", fields[6]), BooleanClause.Occur.FILTER);
		return all.build();
	}

	/* Where many documents match, the best 20 pruned and then a count without scores cost less than
	 * scoring every match; everywhere else one pass for both does. Measured. */
	boolean matchesMany(String[] fields) throws IOException {
		long found = 0;
		boolean filtered = !fields[2].equals("-") || !fields[3].equals("-") || !fields[4].equals("0");
		String[] words = fields[1].split(" ");
		if (filtered || !fields[0].equals("|") && (!fields[0].equals("&") || words.length > 1))
			return false;
		for (String word : words)
			found += searcher.getIndexReader().docFreq(new Term("text", word));
		return found * 4 > documents;
	}

	TopDocs ask(Query query, boolean once, Counter counter) throws IOException {
		TopScoreDocCollector best = TopScoreDocCollector.create(HITS, once ? Integer.MAX_VALUE : HITS);
		if (once)
			searcher.search(query, MultiCollector.wrap(best, counter));
		else {
			searcher.search(query, best);
			searcher.search(query, counter);
		}
		return best.topDocs();
	}

	static int[] top(Column column, int most) {
		int[] best = new int[most];
		int kept = 0;
		for (int value = 0; value < column.counts.length; value++) {
			int count = column.counts[value], at = kept;
			if (count == 0 || kept == most && count <= column.counts[best[most - 1]])
				continue;
			if (kept < most)
				kept++;
			else
				at--;
			for (; at > 0 && count > column.counts[best[at - 1]]; at--)
				best[at] = best[at - 1];
			best[at] = value;
		}
		return best;
	}

	static long hash(String text) {
		long hash = 0xCBF29CE484222325L;
		for (byte part : text.getBytes(StandardCharsets.UTF_8))
			hash = (hash ^ (part & 0xFF)) * 0x100000001B3L;
		return hash;
	}

	long checksum() {
		long sum = 0;
		for (int facet = 0; facet < COUNTED; facet++)
			for (int value = 0; value < columns[facet].counts.length; value++)
				if (columns[facet].counts[value] != 0)
					sum += hash(NAMES[facet] + "=" + columns[facet].names.get(value)) * columns[facet].counts[value];
		return sum;
	}

	static long kept; /* so that nothing is left out as unused */

	void answer(String line, PrintStream out) throws IOException {
		String[] fields = line.split("\t", -1);
		int values = Integer.parseInt(fields[0]);
		String[] asked = Arrays.copyOfRange(fields, 1, fields.length);
		long start = System.nanoTime();
		for (Column column : columns)
			Arrays.fill(column.counts, 0);
		Counter counter = new Counter();
		TopDocs found = ask(query(asked), !matchesMany(asked), counter);
		for (int facet = 0; values > 0 && facet < COUNTED; facet++)
			kept += top(columns[facet], values)[0];
		long took = System.nanoTime() - start;
		StringBuilder text = new StringBuilder();
		text.append(took).append(' ').append(counter.total).append(' ');
		text.append(Long.toUnsignedString(values == 0 ? checksum() : 0));
		for (ScoreDoc hit : found.scoreDocs)
			text.append(' ').append(hit.doc).append(' ').append(hit.score);
		out.println(text);
	}

	public static void main(String[] words) throws IOException {
		if (words[0].equals("build")) {
			build(words[1], words[2]);
			return;
		}
		Lucene lucene = new Lucene(words[1], words[2]);
		BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		PrintStream out = new PrintStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)), false, "UTF-8");
		out.println("ready");
		out.flush();
		for (String line; (line = in.readLine()) != null; out.flush())
			lucene.answer(line, out);
	}
}
