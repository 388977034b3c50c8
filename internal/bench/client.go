// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"time"
)

// patience bounds the wait for one answer.
const patience = 30 * time.Second

// client is one kept-alive connection that costs little: requests are written
// as prepared, answers are read past, neither decompressed nor kept unless
// asked for.
type client struct {
	conn net.Conn
	in   *bufio.Reader
}

// answer is what the client keeps of a response.
type answer struct {
	status   int
	bytes    int // of the body as sent, framing apart
	location string
	cookie   string // name=value of the last Set-Cookie
	body     []byte // when kept
}

func dial(ctx context.Context, addr string) (*client, error) {
	var d net.Dialer
	conn, err := d.DialContext(ctx, "tcp", addr)
	if err != nil {
		return nil, err
	}
	return &client{conn: conn, in: bufio.NewReaderSize(conn, 64<<10)}, nil
}

func (c *client) close() { _ = c.conn.Close() }

// get writes a GET request as a browser with gzip sends it.
func get(path, cookie string) []byte {
	if cookie != "" {
		cookie = "Cookie: " + cookie + "\r\n"
	}
	return fmt.Appendf(nil, "GET %s HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nAccept-Encoding: gzip\r\nAccept-Language: fr\r\nUser-Agent: bench\r\n%s\r\n", path, cookie)
}

// plain writes a GET request whose answer is to be read by the bench itself.
func plain(path, cookie string) []byte {
	return bytes.Replace(get(path, cookie), []byte("Accept-Encoding: gzip\r\n"), nil, 1)
}

// post writes a form.
func post(path, cookie, form string) []byte {
	return fmt.Appendf(nil, "POST %s HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nAccept-Language: fr\r\nUser-Agent: bench\r\nCookie: %s\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s", path, cookie, len(form), form)
}

// do sends a request and reads its answer to the end.
func (c *client) do(request []byte, keep bool) (answer, error) {
	if err := c.conn.SetDeadline(time.Now().Add(patience)); err != nil {
		return answer{}, err
	}
	if _, err := c.conn.Write(request); err != nil {
		return answer{}, err
	}
	line, err := c.line()
	if err != nil {
		return answer{}, err
	}
	a := answer{}
	if len(line) < len("HTTP/1.1 200") {
		return a, fmt.Errorf("unreadable answer %q", line)
	}
	if a.status, err = strconv.Atoi(string(line[9:12])); err != nil {
		return a, fmt.Errorf("unreadable answer %q", line)
	}
	length, chunked, err := c.headers(&a)
	if err != nil {
		return a, err
	}
	var body io.Writer
	var kept bytes.Buffer
	if keep {
		body = &kept
	}
	switch {
	case chunked:
		err = c.chunks(&a, body)
	case length > 0:
		err = c.take(&a, length, body)
	}
	a.body = kept.Bytes()
	return a, err
}

// headers reads up to the empty line.
func (c *client) headers(a *answer) (length int, chunked bool, err error) {
	for {
		line, err := c.line()
		if err != nil || len(line) == 0 {
			return length, chunked, err
		}
		name, value, _ := bytes.Cut(line, []byte(": "))
		switch len(name) { // cheaper than comparing each with all
		case len("Content-Length"):
			if string(name) == "Content-Length" {
				if length, err = strconv.Atoi(string(value)); err != nil {
					return 0, false, err
				}
			}
		case len("Transfer-Encoding"):
			chunked = chunked || string(name) == "Transfer-Encoding"
		case len("Location"):
			if string(name) == "Location" {
				a.location = string(value)
			}
		case len("Set-Cookie"):
			if string(name) == "Set-Cookie" {
				a.cookie, _, _ = strings.Cut(string(value), ";")
			}
		}
	}
}

func (c *client) line() ([]byte, error) {
	line, err := c.in.ReadSlice('\n')
	if err != nil {
		return nil, err
	}
	return bytes.TrimRight(line, "\r\n"), nil
}

func (c *client) chunks(a *answer, body io.Writer) error {
	for {
		line, err := c.line()
		if err != nil {
			return err
		}
		size, err := strconv.ParseUint(string(line), 16, 31)
		if err != nil {
			return fmt.Errorf("unreadable chunk %q", line)
		}
		if size > 0 {
			if err := c.take(a, int(size), body); err != nil {
				return err
			}
		}
		end, err := c.line()
		switch {
		case err != nil:
			return err
		case len(end) != 0:
			return errors.New("a chunk is longer than it says")
		case size == 0:
			return nil
		}
	}
}

func (c *client) take(a *answer, n int, body io.Writer) (err error) {
	a.bytes += n
	if body == nil {
		_, err = c.in.Discard(n)
		return err
	}
	_, err = io.CopyN(body, c.in, int64(n))
	return err
}
