# Stage 1: Build the application
FROM node:24-trixie AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build

# Stage 2: Test the application
FROM build AS test
RUN node --test

# Stage 3: Serve the application
FROM nginx:trixie
COPY --from=test /app/build /usr/share/nginx/html
