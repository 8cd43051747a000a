package io.claviger.adapters.persistence.rows;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.usertype.UserType;
import org.jspecify.annotations.Nullable;

/**
 * Text of any length. It travels as a stream, because H2 takes no string of more than 2^20
 * characters.
 */
public final class LongText implements UserType<String> {
  /** Reads a column that is not null. */
  public static String read(ResultSet row, int column) throws SQLException {
    try (Reader reader = requireNonNull(row.getCharacterStream(column))) {
      StringWriter text = new StringWriter();
      reader.transferTo(text);
      return text.toString();
    } catch (IOException e) {
      throw new SQLException("a text could not be read", "58030", e);
    }
  }

  @Override
  public int getSqlType() {
    return Types.LONGVARCHAR;
  }

  @Override
  public Class<String> returnedClass() {
    return String.class;
  }

  @Override
  public String nullSafeGet(ResultSet row, int position, WrapperOptions options)
      throws SQLException {
    return read(row, position);
  }

  @Override
  public void nullSafeSet(
      PreparedStatement statement, @Nullable String value, int position, WrapperOptions options)
      throws SQLException {
    String text = requireNonNull(value);
    statement.setCharacterStream(position, new StringReader(text), text.length());
  }

  @Override
  public String deepCopy(String value) {
    return value;
  }

  @Override
  public boolean isMutable() {
    return false;
  }
}
