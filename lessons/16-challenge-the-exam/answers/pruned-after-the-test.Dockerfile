FROM node:24-trixie-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run lint && npm run build && npm test

FROM build AS packed
RUN npm prune --omit=dev

FROM gcr.io/distroless/nodejs24-debian13:nonroot AS release
WORKDIR /app
COPY --from=packed /app/node_modules ./node_modules
COPY --from=packed /app/build ./build
CMD ["/app/build/index.js"]
