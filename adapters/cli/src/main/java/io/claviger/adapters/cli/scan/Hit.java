package io.claviger.adapters.cli.scan;

/**
 * That a string was found where it must not be.
 *
 * @param string which one, from 1; never what it says
 * @param encoding the form that it has there
 * @param place such as a file, or what is compressed in one
 * @param offset of its first byte there
 */
public record Hit(int string, String encoding, String place, long offset) {}
