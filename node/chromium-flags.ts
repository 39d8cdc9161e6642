// How tests start Chromium: the full browser without a window, WebGPU in software.

// Chromium's sandbox refuses to start as root.
const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

export const CHROMIUM_FLAGS: readonly string[] = [
  // Not the smaller headless shell, which lacks WebGPU.
  '--headless=new',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  ...sandbox,
];
