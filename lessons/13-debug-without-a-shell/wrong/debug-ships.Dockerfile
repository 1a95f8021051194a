FROM node:24-trixie AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:24-trixie AS modules
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev

FROM gcr.io/distroless/nodejs24-debian13:debug-nonroot
WORKDIR /app
COPY --from=modules /app/node_modules ./node_modules
COPY --from=build /app/build ./build
EXPOSE 8080
HEALTHCHECK CMD ["wget", "-q", "-O", "-", "http://127.0.0.1:8080/healthz"]
CMD ["build/index.js"]
