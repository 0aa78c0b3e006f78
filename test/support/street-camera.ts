import type { Page } from 'playwright-core';

/**
 * What the camera of a browser shows: a drawn street corner, with rubbish or cleared. No two pictures have the same bytes;
 * from the left it is another picture to whoever compares pictures by what they show.
 */
export type Street = 'rubbish' | 'half-cleared' | 'cleared' | 'cleared-from-the-left';

/** Gives every page of this context a camera that shows the drawing; `pointCamera` changes what it sees. */
export async function giveCamera(page: Page, street: Street): Promise<void> {
  await page.addInitScript((first) => {
    const view = window as unknown as { street: string; drawStreet(): void };
    view.street = first;
    const canvas = document.createElement('canvas');
    canvas.width = 720;
    canvas.height = 960;
    let frame = 0;
    view.drawStreet = () => {
      const pen = canvas.getContext('2d');
      if (!pen) return;
      frame += 1;
      const isFromTheLeft = view.street === 'cleared-from-the-left';
      pen.setTransform(isFromTheLeft ? -1 : 1, 0, 0, 1, isFromTheLeft ? canvas.width : 0, 0);
      const box = (colour: string, x: number, y: number, width: number, height: number): void => {
        pen.fillStyle = colour;
        pen.fillRect(x, y, width, height);
      };
      const heap = (colour: string, x: number, y: number, width: number, height: number): void => {
        pen.fillStyle = colour;
        pen.beginPath();
        pen.ellipse(x, y, width, height, 0, 0, Math.PI * 2);
        pen.fill();
      };
      box('#c9bfae', 0, 0, 720, 560);
      for (let row = 0; row < 9; row += 1) box('#bdb29f', 0, row * 62, 720, 3);
      box('#8f9aa0', 470, 120, 190, 440);
      for (let slat = 0; slat < 22; slat += 1) box('#7f8a90', 470, 130 + slat * 20, 190, 3);
      box('#5b4a3c', 60, 170, 210, 130);
      box('#e8efe9', 74, 184, 182, 102);
      box('#a9a59b', 0, 560, 720, 120);
      for (let stone = 0; stone < 12; stone += 1) box('#9b978d', stone * 62, 560, 3, 120);
      box('#d8b53c', 0, 640, 720, 20);
      box('#6d6f70', 0, 680, 720, 280);
      box('#e9e9e4', 300, 780, 160, 14);
      box('#1f5d46', 130, 440, 84, 130);
      box('#184a38', 124, 430, 96, 18);
      box('#3c4a52', 240, 440, 84, 130);
      box('#2f3b42', 234, 430, 96, 18);
      if (!view.street.startsWith('cleared')) {
        heap('#22262a', 380, 572, 74, 48);
        heap('#2b3036', 452, 596, 60, 38);
      }
      if (view.street === 'rubbish') {
        heap('#30353b', 330, 608, 66, 40);
        heap('#1d2125', 520, 574, 58, 46);
        box('#a77b4e', 560, 590, 92, 62);
        box('#93693f', 560, 590, 92, 10);
        heap('#d9d6cf', 280, 640, 34, 14);
        heap('#c04a34', 620, 664, 20, 10);
      }
      // A picture taken a moment later is another picture: the bytes tell.
      box(`rgb(${(frame * 7) % 256}, ${(frame * 13) % 256}, 90)`, 700, 940, 12, 12);
    };
    view.drawStreet();
    setInterval(() => view.drawStreet(), 80);
    const stream = canvas.captureStream(12);
    Object.defineProperty(navigator, 'mediaDevices', {
      configurable: true,
      value: { getUserMedia: () => Promise.resolve(stream.clone()) },
    });
  }, street);
}

export async function pointCamera(page: Page, street: Street): Promise<void> {
  await page.evaluate((shown) => {
    const view = window as unknown as { street: string; drawStreet(): void };
    view.street = shown;
    view.drawStreet();
  }, street);
  // The stream shows it with its next frame.
  await page.waitForTimeout(300);
}

/** The drawing as a JPEG, for whoever sends a picture without a phone. */
export async function pictureOf(page: Page, street: Street): Promise<Buffer> {
  await pointCamera(page, street);
  const data = await page.evaluate(async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ video: true });
    const video = document.createElement('video');
    video.muted = true;
    video.srcObject = stream;
    await video.play();
    await new Promise((resolve) => setTimeout(resolve, 200));
    const canvas = document.createElement('canvas');
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    canvas.getContext('2d')?.drawImage(video, 0, 0);
    return canvas.toDataURL('image/jpeg', 0.9).split(',')[1] ?? '';
  });
  return Buffer.from(data, 'base64');
}
