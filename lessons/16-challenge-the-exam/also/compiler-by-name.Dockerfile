# Stage 1: Build the application
FROM node:24-trixie AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npx tsc

# Stage 2: Check and test the application
FROM build AS lint
RUN npm run lint

FROM lint AS test
RUN npm test

# Stage 3: Install what ships
FROM node:24-trixie AS modules
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev

# Final Stage with Distroless Image
FROM gcr.io/distroless/nodejs24-debian13:nonroot
WORKDIR /app
COPY --from=modules /app/node_modules ./node_modules
COPY --from=test /app/build ./build
CMD ["build/index.js"]
