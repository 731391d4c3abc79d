package org.albumen.dispatcher.tally;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * One bound for the memory of all stores of this JVM, however many partitions it has: {@link
 * #MEMORY} bytes outside the heap for what is read and what is written together. Made by Kafka
 * Streams.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {
  /** In bytes. */
  static final long MEMORY = 96L << 20;

  private static final long WRITES = 32L << 20;
  private static final long WRITES_OF_A_STORE = 4L << 20;
  private static final long BLOCK = 16L << 10;
  private static final int BITS_PER_KEY = 10;
  private static final double FOR_INDEXES = 0.1;

  private static final Cache CACHE;
  private static final WriteBufferManager BUFFERS;

  static {
    RocksDB.loadLibrary();
    CACHE = new LRUCache(MEMORY, -1, false, FOR_INDEXES);
    BUFFERS = new WriteBufferManager(WRITES, CACHE);
  }

  /** Made by Kafka Streams. */
  public BoundedRocksDb() {}

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(CACHE);
    table.setCacheIndexAndFilterBlocks(true);
    table.setCacheIndexAndFilterBlocksWithHighPriority(true);
    table.setPinTopLevelIndexAndFilter(true);
    table.setBlockSize(BLOCK);
    // Most lookups are for jobs that are not known yet.
    table.setFilterPolicy(new BloomFilter(BITS_PER_KEY));
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(BUFFERS);
    options.setWriteBufferSize(WRITES_OF_A_STORE);
    options.setMaxWriteBufferNumber(2);
    options.setCompressionType(CompressionType.LZ4_COMPRESSION);
  }

  /** The cache and the buffers are everybody's, and the filter is the table's. */
  @Override
  public void close(String storeName, Options options) {}
}
