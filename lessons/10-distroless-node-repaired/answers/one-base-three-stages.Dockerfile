ARG NODE=24
FROM node:${NODE}-trixie-slim AS manifests
WORKDIR /app
COPY package.json package-lock.json ./

FROM manifests AS production
ENV NODE_ENV=production
RUN npm ci

FROM manifests AS builder
RUN npm ci
COPY tsconfig.json ./
COPY src ./src
RUN npm run build

FROM gcr.io/distroless/nodejs${NODE}-debian13:nonroot AS release
WORKDIR /home/nonroot/app
COPY --from=builder --chown=nonroot:nonroot /app/build ./build
COPY --from=production --chown=nonroot:nonroot /app/node_modules ./node_modules
CMD ["./build/index.js"]
