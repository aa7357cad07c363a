// Reads design tokens as colours the canvas understands, and draws the hatch for what was not recorded.

const pixel = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });

/** Resolves `--token` where `host` stands; a custom property alone would read back as `light-dark(...)`. */
export function colour(probe, token) {
  probe.style.color = `var(${token})`;
  pixel.clearRect(0, 0, 1, 1);
  pixel.fillStyle = getComputedStyle(probe).color;
  pixel.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = pixel.getImageData(0, 0, 1, 1).data;
  return `rgba(${red},${green},${blue},${alpha / 255})`;
}

/** A copy of `value` in which every string such as `--direction-inbound` is the colour it names. */
export function paint(value, resolve) {
  if (typeof value === "string") return value.startsWith("--") ? resolve(value) : value;
  if (Array.isArray(value)) return value.map((item) => paint(item, resolve));
  if (!value || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, paint(item, resolve)]));
}

export function hatch(line) {
  const image = document.createElement("canvas");
  image.width = image.height = 8;
  const context = image.getContext("2d");
  context.strokeStyle = line;
  context.beginPath();
  for (const x of [-4, 4]) {
    context.moveTo(x - 2, 10);
    context.lineTo(x + 10, -2);
  }
  context.stroke();
  return { image, repeat: "repeat" };
}
