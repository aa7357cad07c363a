// A name server that says one text to whoever asks for anything.

import { createSocket } from 'node:dgram';

export async function startNames() {
  let text = 'nothing yet';
  const socket = createSocket('udp4');
  socket.on('message', (question, peer) => {
    // RFC 1035, section 4.1: the question is repeated, and one answer points to its name.
    const end = question.indexOf(0, 12) + 5;
    const words = Buffer.from(text);
    const header = Buffer.from([question[0], question[1], 0x84, 0, 0, 1, 0, 1, 0, 0, 0, 0]);
    const answer = Buffer.from([0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 0, 0, words.length + 1, words.length]);
    socket.send(Buffer.concat([header, question.subarray(12, end), answer, words]), peer.port, peer.address);
  });
  await new Promise((done) => socket.bind(0, '127.0.0.1', done));
  return {
    address: `127.0.0.1:${socket.address().port}`,
    say: (words) => (text = words),
    stop: () => new Promise((done) => socket.close(done)),
  };
}
