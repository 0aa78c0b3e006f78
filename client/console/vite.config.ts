import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The server hands out `dist` under /console/ and answers /api and /v1 on the same origin, here as in a city. */
export default defineConfig({
  base: '/console/',
  plugins: [react()],
  build: {
    target: 'es2022',
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // React changes with the toolchain, antd with its own releases, our rooms with every commit.
            { name: 'react', test: /node_modules[\\/](?:react|react-dom|scheduler)[\\/]/, priority: 2 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:3000', '/v1': 'http://127.0.0.1:3000' } },
});
