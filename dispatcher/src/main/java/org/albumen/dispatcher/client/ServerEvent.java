package org.albumen.dispatcher.client;

/**
 * A server-sent event.
 *
 * @param name its type; {@code message} where none is given
 * @param data its lines, joined by line feeds
 */
record ServerEvent(String name, String data) {}
