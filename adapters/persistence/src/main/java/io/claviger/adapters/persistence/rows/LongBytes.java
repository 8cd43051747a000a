package io.claviger.adapters.persistence.rows;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.usertype.UserType;
import org.jspecify.annotations.Nullable;

/** Bytes of any length. They travel as a stream, because H2 takes no array of more than 2^20. */
public final class LongBytes implements UserType<byte[]> {
  /** Reads a column that is not null. */
  public static byte[] read(ResultSet row, int column) throws SQLException {
    try (InputStream stream = requireNonNull(row.getBinaryStream(column))) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new SQLException("bytes could not be read", "58030", e);
    }
  }

  @Override
  public int getSqlType() {
    return Types.LONGVARBINARY;
  }

  @Override
  public Class<byte[]> returnedClass() {
    return byte[].class;
  }

  @Override
  public byte[] nullSafeGet(ResultSet row, int position, WrapperOptions options)
      throws SQLException {
    return read(row, position);
  }

  @Override
  public void nullSafeSet(
      PreparedStatement statement, byte @Nullable [] value, int position, WrapperOptions options)
      throws SQLException {
    byte[] bytes = requireNonNull(value);
    statement.setBinaryStream(position, new ByteArrayInputStream(bytes), bytes.length);
  }

  @Override
  public byte[] deepCopy(byte[] value) {
    return value.clone();
  }

  @Override
  public boolean isMutable() {
    return true;
  }
}
