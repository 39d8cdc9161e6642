// Builds the page and serves it from this computer until interrupted.
import { build, preview } from 'vite';

/** Taken ports are passed over: 4173, 4174, ... */
const FIRST_PORT = 4173;

await build({ logLevel: 'warn' });
const server = await preview({ logLevel: 'warn', preview: { port: FIRST_PORT } });
const address = server.resolvedUrls?.local[0];
if (address === undefined) throw new Error('The server gave no address.');
console.log(`Tandem Playground: ${address} (Ctrl+C stops it)`);
