# Build Stage
FROM node:24-trixie-slim AS build
WORKDIR /app
COPY package.json .
RUN npm install --offline
COPY . .
RUN npm run build

# Final Stage with Distroless Image
FROM gcr.io/distroless/nodejs24-debian13
COPY --from=build /app/build /app/build
CMD ["/app/build/index.js"]
