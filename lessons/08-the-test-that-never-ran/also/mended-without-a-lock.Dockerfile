# Stage 1: Build the application
FROM node:24-trixie AS build
WORKDIR /app
COPY package.json .
RUN npm install
COPY . .
RUN npm run build

# Stage 2: Test the application
FROM node:24-trixie AS test
WORKDIR /app
COPY --from=build /app /app
RUN npm test

# Stage 3: Serve the application
FROM nginx:trixie
COPY --from=test /app/build /usr/share/nginx/html
